"""The explorer's page: whole in one file, nothing in it that runs by accident, and operated in a browser."""

import json
import re
import shutil
import subprocess
from fractions import Fraction
from html.parser import HTMLParser

import pytest
import sympy as sp
from click.testing import CliRunner

from formal import Blueprint, Derived, Game, Model, OutputError, choose, load_model
from formal.cli.main import main
from formal.show.explorer import explorer

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
needs_browser = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="Chromium and its driver are not installed: nothing opens the page here"
)


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    path = tmp_path_factory.mktemp("explorer") / "crisis.html"
    load_model("crisis_bargaining").explore(path)
    return path


# -- what is in the file ---------------------------------------------------------------------------------


class _Reader(HTMLParser):
    """Collects what a page would fetch, its ids, and its scripts; notes tags that close in the wrong order."""

    VOID = frozenset(("meta", "link", "input", "br"))

    def __init__(self):
        super().__init__()
        self.fetched, self.ids, self.scripts, self.open, self.faults = [], [], [], [], []

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self.fetched += [found[k] for k in ("src", "href") if k in found]
        self.ids += [found["id"]] if "id" in found else []
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "script":
            self.scripts.append("")

    def handle_endtag(self, tag):
        if tag in self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.faults.append(tag)

    def handle_startendtag(self, tag, attributes):
        found = dict(attributes)
        self.ids += [found["id"]] if "id" in found else []

    def handle_data(self, data):
        if self.open and self.open[-1] == "script":
            self.scripts[-1] += data


def read(text):
    reader = _Reader()
    reader.feed(text)
    return reader


def test_the_page_is_one_file_and_well_formed(page):
    found = read(page.read_text(encoding="utf-8"))
    assert not found.open and not found.faults
    assert len(found.ids) == len(set(found.ids))
    assert [f for f in found.fetched if not f.startswith(("#", "data:"))] == []


def test_every_label_belongs_to_an_input(page):
    text = page.read_text(encoding="utf-8")
    ids = read(text).ids
    assert all(name in ids for name in re.findall(r'<label for="([^"]+)"', text))
    assert text.count('<input type="range"') == text.count("<label for=") == 3


HOSTILE = "</script><script>alert(1)</script>"
c = sp.Symbol("c")


def hostile_model():
    game = Game(["A", "B & <b>"], choose("A", {"stay": (0, 0), HOSTILE: (c, 1)}), where=[c > -1])
    return Model(
        Blueprint(
            slug="hostile",
            title=f"Title {HOSTILE}",
            story=f"Story {HOSTILE}",
            players={"A": f"first {HOSTILE}", "B & <b>": "second"},
            parameters={c: f"meaning {HOSTILE}"},
            where=[c > -1],
            game=lambda: game,
            quantities={"payoff": Derived(f"payoff {HOSTILE}", lambda model: model.solution.payoff("A"))},
        )
    )


def test_what_a_model_says_never_becomes_a_part_of_the_script():
    text = explorer(hostile_model(), claims=False)
    assert len(read(text).scripts) == 1
    assert "<script>alert" not in text and "&lt;b&gt;" in text


def test_a_page_that_cannot_be_written_is_an_error_that_names_it(tmp_path):
    with pytest.raises(OutputError, match="is a folder"):
        load_model("crisis_bargaining").explore(tmp_path, claims=False)
    assert list(tmp_path.iterdir()) == []


def test_the_command_writes_the_page(tmp_path):
    target = tmp_path / "new" / "page.html"
    result = CliRunner().invoke(main, ["explore", "unsc", "-o", str(target), "--no-claims"])
    assert result.exit_code == 0, result.output
    assert "shapley_permanent" in target.read_text(encoding="utf-8")


def test_the_command_takes_the_size_of_the_game(tmp_path):
    target = tmp_path / "page.html"
    result = CliRunner().invoke(main, ["explore", "volunteers", "n=4", "-o", str(target), "--no-claims"])
    assert result.exit_code == 0, result.output
    assert "n = 4" in target.read_text(encoding="utf-8")
    refused = CliRunner().invoke(main, ["explore", "volunteers", "b=4", "-o", str(target)])
    assert refused.exit_code == 2 and "b does not fix the size of volunteers: n does" in refused.stderr


def test_an_unknown_model_is_refused(tmp_path):
    result = CliRunner().invoke(main, ["explore", "crisis_bargainin", "-o", str(tmp_path / "x.html")])
    assert result.exit_code == 2 and "did you mean" in result.stderr


# -- in a browser ----------------------------------------------------------------------------------------


FLAGS = (
    "headless=new no-sandbox disable-gpu disable-quic no-first-run disable-sync disable-background-networking "
    "disable-component-update disable-dev-shm-usage"
)


@pytest.fixture(scope="module")
def browser():
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in FLAGS.split():
        options.add_argument(f"--{flag}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options, webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def opened(browser, page):
    for kind in ("browser", "performance"):
        browser.get_log(kind)
    browser.get(page.as_uri())
    return browser


def by_id(browser, name):
    return browser.find_element("id", name)


def slide(browser, index, step):
    """Move a slider as a hand does: set it, and let the page hear of it."""
    browser.execute_script(
        "const s = document.getElementById(arguments[0]); s.value = arguments[1];"
        "s.dispatchEvent(new Event('input', {bubbles: true}));",
        f"slider-{index}",
        step,
    )


def shown(browser):
    return [i + 1 for i in range(2) if by_id(browser, f"outcome-{i}").is_displayed()]


def type_in(browser, index, text):
    box = by_id(browser, f"number-{index}")
    box.clear()
    box.send_keys(text)


def value(browser, name):
    row = next(r for r in browser.find_elements("css selector", "tbody tr") if r.text.startswith(name))
    return row.find_element("css selector", "output").text


@needs_browser
def test_a_slider_moves_and_the_equilibrium_changes(opened):
    assert shown(opened) == [1]
    slide(opened, 0, 190)
    assert by_id(opened, "number-0").get_attribute("value") == "19/20"
    assert shown(opened) == [2] and value(opened, "offer") == "1"
    path = opened.find_elements("css selector", "g.formal-branch.formal-path")
    assert [json.loads(g.get_attribute("data-history")) for g in path] == [["x"], ["x", "accept"]]


@needs_browser
def test_values_are_those_that_python_gives_and_a_tie_shows_as_one(opened):
    model = load_model("crisis_bargaining")
    point = {"p": "0.6", "c_A": "1/10", "c_B": "2/5"}
    for index, text in enumerate(point.values()):
        type_in(opened, index, text)
    exact = {name: sp.Rational(text) for name, text in point.items()}
    for name in ("range_low", "offer", "payoff_B"):
        assert Fraction(value(opened, name)) == Fraction(str(model.value(name, **exact)))
    assert shown(opened) == [1, 2]
    assert "This point is a tie" in by_id(opened, "count").text


@needs_browser
def test_a_point_outside_is_said_and_nonsense_changes_nothing(opened):
    type_in(opened, 1, "-1")
    assert "c_A > 0" in by_id(opened, "fault").text and shown(opened) == []
    type_in(opened, 1, "a lot")
    assert by_id(opened, "number-1").get_attribute("aria-invalid") == "true"
    by_id(opened, "reset").click()
    assert shown(opened) == [1] and by_id(opened, "fault").text == ""


@needs_browser
def test_the_keyboard_is_enough(opened):
    slider = by_id(opened, "slider-2")
    before = by_id(opened, "number-2").get_attribute("value")
    slider.send_keys("\ue014")  # the arrow to the right
    assert by_id(opened, "number-2").get_attribute("value") != before
    at = by_id(opened, "number-0").get_attribute("value")
    by_id(opened, "map").send_keys("\ue014")
    assert by_id(opened, "number-0").get_attribute("value") != at


@needs_browser
def test_the_page_fits_a_phone(opened):
    size = opened.get_window_size()
    opened.set_window_size(400, 800)
    wide, window = opened.execute_script("return [document.documentElement.scrollWidth, window.innerWidth]")
    opened.set_window_size(size["width"], size["height"])
    assert wide <= window


@needs_browser
def test_nothing_goes_wrong_in_the_console_and_no_request_leaves_the_page(opened):
    for step in (0, 60, 120, 200):
        slide(opened, 0, step)
        slide(opened, 2, step)
    assert opened.get_log("browser") == []
    messages = [json.loads(entry["message"])["message"] for entry in opened.get_log("performance")]
    asked = {m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"}
    assert {url for url in asked if not url.startswith(("file:", "data:"))} == set()
    assert asked, "the log of requests is empty: it would not show one"


def test_the_script_parses():
    node = shutil.which("node")
    if node is None:
        pytest.skip("Node is not installed: nothing reads JavaScript here")
    text = explorer(hostile_model(), claims=False)
    script = read(text).scripts[0]
    done = subprocess.run([node, "--check", "-"], input=script, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
