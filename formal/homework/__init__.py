"""Homework: reading, marking and explaining answers, for one student or a class.

Reading order: `names` (what an answer may be about), `tokens`, `grammar`, `building` and `answers` (how it is read).
"""

from formal.errors import AnswerError
from formal.homework.answers import Answer, parse_answer

__all__ = ["Answer", "AnswerError", "parse_answer"]
