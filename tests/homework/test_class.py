"""A class: what was handed in, however it was exported; marked in killable processes; resumed; reported."""

import csv
import json
import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from formal.cli.main import main
from formal.homework import (
    STARTER,
    AnswerError,
    Assignment,
    grade_class,
    read_submissions,
    write_reports,
)
from formal.homework import workers as workers_module

PLAN = "A: x = p + c_B; B: accept if x <= p + c_B, otherwise reject"


@pytest.fixture(scope="module")
def assignment():
    return Assignment.of(tomllib.loads(STARTER))


def written(tmp_path: Path, content: str | bytes, name: str = "class.csv") -> Path:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


# -- what was handed in --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        "student,offer\n007,p\n008,q\n",
        "\ufeffstudent,offer\r\n007,p\r\n008,q\r\n",
        "Student;Offer\n007;p\n008;q\n",
        "student\toffer\n007\tp\n008\tq\n",
        '"Student ID","Question 1 [offer]"\n"007","p"\n"008","q"\n',
        "Timestamp,Email address,offer\nnow,007,p\nthen,008,q\n",
        "student,question,answer\n007,offer,p\n008,offer,q\n",
        "student,A makes B a take-it-or-leave-it offer. What share x does A demand in equilibrium?\n007,p\n008,q\n",
        "“Student”,‘offer’\n007,p\n008,q\n",
        "student,offer\n007,p\n,\n008,q\n\n",
    ],
)
def test_a_table_is_read_however_it_was_exported(content, assignment, tmp_path):
    found = read_submissions(written(tmp_path, content), assignment).answers
    assert {who: answers["offer"] for who, answers in found.items()} == {"007": "p", "008": "q"}


def test_encodings(assignment, tmp_path):
    table = "student,offer\nZoë,½p − c_B\n"
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        found = read_submissions(written(tmp_path, table.encode(encoding)), assignment).answers
        assert found["Zoë"]["offer"] == "½p − c_B"
    latin = "student,offer\nZoë,½p\n".encode("latin-1")
    assert read_submissions(written(tmp_path, latin), assignment).answers["Zoë"]["offer"] == "½p"


def test_the_later_of_two_rows_counts_and_odd_things_are_noted(assignment, tmp_path):
    table = "student,offer,shoe size\n1,p,40\n1,q,41\n,r,42\n"
    found = read_submissions(written(tmp_path, table), assignment)
    assert found.answers == {"1": {"offer": "q"}}
    said = " ".join(found.notes)
    assert "1 handed in more than once" in said
    assert "'shoe size' belongs to no question" in said
    assert "names no student" in said


def test_a_folder_has_a_file_for_each_student(assignment, tmp_path):
    written(tmp_path, "offer: p + c_B\neverything:\np + c_B\n  >= 1\n", "anna.txt")
    written(tmp_path, 'offer = "p"\n', "ben.toml")
    written(tmp_path, "# offer\n\nmin(1, p + c_B)\n\n## left\n0\n", "cleo.md")
    written(tmp_path, "nothing", "notes.pdf")
    written(tmp_path, "offer = ", "dan.toml")
    found = read_submissions(tmp_path, assignment)
    assert found.answers["anna"] == {"offer": "p + c_B", "everything": "p + c_B\n  >= 1"}
    assert found.answers["ben"] == {"offer": "p"}
    assert found.answers["cleo"] == {"offer": "min(1, p + c_B)", "left": "0"}
    assert found.answers["dan"] == {}
    assert any("notes.pdf" in note for note in found.notes)
    assert any("dan.toml cannot be read" in note for note in found.notes)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("", "holds no submissions"),
        ("student,offer\n", "holds no submissions"),
        ("who,offer\n1,p\n", "no column says which student"),
        ("student,size\n1,40\n", "no column belongs to a question"),
    ],
)
def test_a_table_that_is_none_is_refused(content, says, assignment, tmp_path):
    with pytest.raises(AnswerError, match=says):
        read_submissions(written(tmp_path, content), assignment)
    with pytest.raises(AnswerError, match="cannot be read"):
        read_submissions(tmp_path / "nothing.csv", assignment)


# -- marking -------------------------------------------------------------------------------------

CLASS = [
    ("0001", "min(1, p + c_B)", "p + c_B >= 1", "max(0, 1 - p - c_B)", PLAN),
    ("0002", "p + c_B", "p > 1 - c_B", "1 - p - c_B", "A: x = p; B: accept"),
    ("0003", "=1+1", "<script>alert(1)</script>", "-1", "@SUM(A1)"),
    ("0004", "", "((p+1)^40)^40", "p^(1/3)", "A: p"),
]


def table(rows):
    lines = [["student", "offer", "everything", "left", "equilibrium"], *rows]
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in lines) + "\n"


def test_marks_do_not_depend_on_the_number_of_processes(assignment, tmp_path):
    handed_in = read_submissions(written(tmp_path, table(CLASS)), assignment)
    one, two = (grade_class(assignment, handed_in, processes=n) for n in (1, 2))
    assert {w: {q: m.record() for q, m in marks.items()} for w, marks in one.marks.items()} == {
        w: {q: m.record() for q, m in marks.items()} for w, marks in two.marks.items()
    }
    assert [float(one.points(who)) for who in one.marks] == [7, 3, 0, 0]
    assert one.marks["0002"]["left"].followed
    assert one.marks["0004"]["offer"].feedback == "No answer was given."


def test_an_interrupt_loses_nothing(assignment, tmp_path):
    handed_in = read_submissions(written(tmp_path, table(CLASS)), assignment)
    out = tmp_path / "out"
    told = []

    def stop(done, total):
        told.append((done, total))
        if done >= 6:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        grade_class(assignment, handed_in, keep=out, progress=stop)
    kept = (out / "marks.jsonl").read_text().splitlines()
    assert 1 <= len(kept) < 15
    with (out / "marks.jsonl").open("a") as file:
        file.write('{"key": "half a li')
    with pytest.raises(AnswerError, match="--resume"):
        grade_class(assignment, handed_in, keep=out)
    (out / "marks.jsonl").write_text("\n".join(kept) + '\n{"key": "half a li\n')
    told.clear()
    resumed = grade_class(
        assignment, handed_in, keep=out, resume=True, progress=lambda *now: told.append(now)
    )
    assert told[0][0] == len(kept)
    fresh = grade_class(assignment, handed_in)
    assert resumed.marks == fresh.marks


def test_a_changed_answer_is_marked_again(assignment, tmp_path):
    out = tmp_path / "out"
    first = read_submissions(written(tmp_path, "student,offer\n1,p\n"), assignment)
    assert grade_class(assignment, first, keep=out).points("1") == 0
    second = read_submissions(written(tmp_path, 'student,offer\n1,"min(1, p + c_B)"\n'), assignment)
    assert grade_class(assignment, second, keep=out, resume=True).points("1") == 2


def test_an_answer_that_takes_too_long_is_left_to_a_person(assignment, tmp_path, monkeypatch):
    handed_in = read_submissions(written(tmp_path, "student,offer\n1,p\n2,p + c_A\n"), assignment)
    graded = grade_class(assignment, handed_in, seconds=0.01)
    assert {m["offer"].verdict for m in graded.marks.values()} == {"unknown"}
    assert graded.to_look_at()
    assert workers_module.SECONDS > 1


# -- reports -------------------------------------------------------------------------------------


def test_reports_are_harmless(assignment, tmp_path):
    handed_in = read_submissions(written(tmp_path, table(CLASS)), assignment)
    graded = grade_class(assignment, handed_in)
    write_reports(graded, tmp_path / "out")
    for name in ("points.csv", "feedback.csv"):
        with (tmp_path / "out" / name).open(newline="") as file:
            for row in csv.reader(file):
                assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]
    page = (tmp_path / "out" / "report.html").read_text()
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)" in page
    assert not re.search(r"(src|href)=", page)
    points = list(csv.DictReader((tmp_path / "out" / "points.csv").open(newline="")))
    assert [row["student"] for row in points] == ["0001", "0002", "0003", "0004"]
    lines = [json.loads(line) for line in (tmp_path / "out" / "feedback.jsonl").read_text().splitlines()]
    assert len(lines) == 4 * 5
    result = json.loads((tmp_path / "out" / "gradescope" / "0001" / "results.json").read_text())
    assert sum(test["score"] for test in result["tests"]) == 7
    assert {"name", "score", "max_score", "output"} <= set(result["tests"][0])


def test_names_of_students_stay_inside_the_folder(assignment, tmp_path):
    handed_in = read_submissions(
        written(tmp_path, 'student,offer\n"../../etc",p\n"../../etc ",p\na/b,p\na_b,p\n'), assignment
    )
    write_reports(grade_class(assignment, handed_in), tmp_path / "out")
    inside = sorted(p.name for p in (tmp_path / "out" / "gradescope").iterdir())
    assert len(inside) == 3
    assert sorted(p.name for p in tmp_path.iterdir()) == ["class.csv", "out"]


# -- the command line ----------------------------------------------------------------------------


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def starter(tmp_path):
    path = tmp_path / "a.toml"
    assert run("homework", "new", path).exit_code == 0
    return path


def test_an_assignment_from_scratch_to_the_marks(starter, tmp_path):
    assert run("homework", "new", starter).exit_code == 2
    tested = run("homework", "test", starter)
    assert (tested.exit_code, tested.stdout.splitlines()[-1]) == (0, "8 of 8 tests pass")
    bundle = run("homework", "bundle", starter, "--student", "1").stdout
    assert "What share x does A demand" in bundle
    assert not re.search(r"\{p\}|min\(1, p \+ c_B\)\s*$|worth to A itself", bundle)
    graded = run("grade", starter, written(tmp_path, table(CLASS)), "-o", tmp_path / "out", "--jobs", 1)
    assert graded.exit_code == 0
    assert "4 students, 20 answers marked" in graded.stdout
    again = run("grade", starter, tmp_path / "class.csv", "-o", tmp_path / "out")
    assert again.exit_code == 2
    assert "--resume" in again.stderr
    summary = run("grade", starter, tmp_path / "class.csv", "-o", tmp_path / "out", "--resume", "--json")
    assert json.loads(summary.stdout)["points"]["0001"] == 7


@pytest.mark.parametrize(
    ("answer", "code", "says"),
    [
        ("x = min(1, p + c_B)", 0, "equivalent"),
        ("p - c_A", 1, "worth to A itself"),
        ("-p", 1, "different"),
        ("p + c_b", 2, "did you mean c_B?"),
        ("min(1, (p^3)^(1/3) + c_B)", 3, "somebody will look at it"),
    ],
)
def test_one_answer_ends_with_its_code(starter, answer, code, says):
    found = run("check", starter, "offer", answer)
    assert (found.exit_code, says in found.output) == (code, True)
    record = json.loads(run("check", starter, "offer", answer, "--json").stdout)
    assert record["answer"] == answer


def test_a_test_that_fails_is_shown(starter):
    starter.write_text(STARTER.replace('verdict = "boundary"', 'verdict = "different"'))
    found = run("homework", "test", starter)
    assert found.exit_code == 1
    assert "question everything, test 2" in found.stdout


def test_bad_input_is_an_error_and_no_traceback(starter, tmp_path):
    for words in (
        ("check", tmp_path / "nothing.toml", "offer", "1"),
        ("check", starter, "offre", "1"),
        ("homework", "test", tmp_path / "nothing.toml"),
        ("homework", "new", tmp_path / "no" / "folder.toml"),
        ("grade", starter, tmp_path / "nothing.csv", "-o", tmp_path / "out"),
    ):
        found = run(*words)
        assert found.exit_code == 2, words
        assert "Error" in found.stderr
        assert not (tmp_path / "out").exists()
