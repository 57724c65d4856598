"""Homework: reading, marking and explaining answers, for one student or a class.

Reading order: `names` (what an answer may be about), `tokens`, `grammar`, `building` and `answers` (how it is read);
`comparing`, `slips`, `profiles` and `explaining` (whether it is right, and why not); `marks`, `marking`, `trees`,
`loading` and `assignment` (questions and their keys); `workers`, `submissions`, `grading` and `reports` (a class);
`starting` (for authors).
"""

from formal.errors import AnswerError
from formal.homework.answers import Answer, parse_answer
from formal.homework.assignment import Assignment, Question
from formal.homework.grading import Graded
from formal.homework.grading import grade as grade_class
from formal.homework.marks import Mark
from formal.homework.reports import write_reports
from formal.homework.starting import STARTER, bundle, count_tests, faults
from formal.homework.submissions import Submissions, read_submissions

__all__ = [
    "parse_answer",
    "Answer",
    "AnswerError",
    "Assignment",
    "Question",
    "Mark",
    "read_submissions",
    "Submissions",
    "grade_class",
    "Graded",
    "write_reports",
    "STARTER",
    "bundle",
    "faults",
    "count_tests",
]
