// The page: sliders give a point, and everything that depends on it is evaluated anew. Points are exact.
const byId = (id) => document.getElementById(id);
const colours = ["#56b4e9", "#e69f00", "#009e73", "#f0e442", "#cc79a7", "#d55e00", "#0072b2", "#999999"];
const colour = (i) => colours[i % colours.length];
const bounds = DATA.parameters.map((p) => ({ low: readNumber(p.low), high: readNumber(p.high) }));
const first = DATA.parameters.map((p) => readNumber(p.value));
let point = [...first];
const branches = new Map();
for (const element of document.querySelectorAll(".formal-branch, .formal-end")) {
  const key = element.dataset.history;
  branches.set(key, [...(branches.get(key) ?? []), element]);
}

function onSlider(i, step) {
  const share = fraction(BigInt(step), BigInt(DATA.steps));
  const width = exact.add(bounds[i].high, exact.mul(exact.q(-1), bounds[i].low));
  return exact.add(bounds[i].low, exact.mul(share, width));
}

function place(i) {
  const [low, high] = [number(bounds[i].low), number(bounds[i].high)];
  return Math.round(((number(point[i]) - low) / (high - low)) * DATA.steps);
}

function set(i, value) {
  point[i] = value;
  show(i);
}

// -- what is shown ---------------------------------------------------------------------------------------

function words(value) {
  if (value === true) return "yes";
  if (value === false) return "no";
  return writeNumber(value);
}

function show(changed = null) {
  DATA.parameters.forEach((p, i) => {
    const [slider, box] = [byId(`slider-${i}`), byId(`number-${i}`)];
    if (changed !== i || document.activeElement !== slider) slider.value = place(i);
    if (document.activeElement !== box) box.value = writeNumber(point[i]).replace("−", "-");
    slider.setAttribute("aria-valuetext", `${p.name} = ${writeNumber(point[i])}`);
    box.removeAttribute("aria-invalid");
  });
  const broken = DATA.assumptions.filter((a) => !F[a.test](exact, point));
  byId("fault").textContent = broken.length ? `Outside what is assumed: here it is not so that ${broken.map((a) => a.words).join(", nor that ")}.` : "";
  const present = broken.length ? [] : DATA.outcomes.flatMap((o, i) => (F[o.test](exact, point) ? [i] : []));
  showOutcomes(present, broken.length > 0);
  for (const output of document.querySelectorAll("output[data-value]"))
    output.textContent = broken.length ? "–" : words(F[output.dataset.value](exact, point));
  for (const output of document.querySelectorAll("output[data-claim]")) {
    const applies = F[output.dataset.applies](exact, point);
    output.textContent = broken.length ? "–" : !applies ? "not concerned" : F[output.dataset.claim](exact, point) ? "holds" : "fails";
  }
  showPath(present);
  showLines(present);
  showMap();
}

function showOutcomes(present, outside) {
  if (!byId("count")) return;
  DATA.outcomes.forEach((_, i) => (byId(`outcome-${i}`).hidden = !present.includes(i)));
  const ties = present.length > 1 && DATA.exclusive ? " This point is a tie: it lies where they meet." : "";
  const all = DATA.outcomes.length, numbers = present.map((i) => i + 1).join(", ");
  const here = present.length === 1 ? `outcome ${numbers}` : `outcomes ${numbers}`;
  byId("count").textContent = outside ? "" : present.length ? `At this point: ${here}, of ${all} in all.${ties}` : "No equilibrium of this kind exists at this point.";
}

function showPath(present) {
  for (const element of document.querySelectorAll(".formal-path")) element.classList.remove("formal-path");
  for (const i of present)
    for (const b of DATA.outcomes[i].branches)
      if (b.share === null || exact.gt(F[b.share](exact, point), exact.q(0)))
        for (const element of branches.get(b.history) ?? []) element.classList.add("formal-path");
}

// -- intervals and offers on a line ----------------------------------------------------------------------

function showLines(present) {
  const svg = byId("lines");
  if (!svg) return;
  const ends = DATA.lines.map((l) => [F[l.low](exact, point), F[l.high](exact, point)]);
  const marks = present.flatMap((i) => DATA.outcomes[i].offers.map((o) => ({ name: o.name, at: F[o.value](exact, point) }))).filter((m) => m.at !== null);
  const seen = [0, 1, ...ends.flat().filter((e) => e !== null).map(number), ...marks.map((m) => number(m.at))];
  const [low, high] = [Math.min(...seen), Math.max(...seen)];
  const x = (value) => 30 + (580 * (number(value) - low)) / (high - low);
  svg.replaceChildren();
  const draw = (name, attributes, text) => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    if (text) element.textContent = text;
    svg.append(element);
  };
  const said = [];
  DATA.lines.forEach((line, k) => {
    const y = 30 + 46 * k;
    const [a, b] = ends[k];
    draw("text", { x: 30, y: y - 10, "font-size": 13 }, line.name);
    draw("line", { x1: 30, x2: 610, y1: y + 6, y2: y + 6, stroke: "#777" });
    if (a === null || b === null || number(a) > number(b)) return said.push(`${line.name}: empty`);
    draw("rect", { x: x(a), y, width: Math.max(2, x(b) - x(a)), height: 12, fill: "#56b4e9", stroke: "#0072b2" });
    draw("text", { x: x(a), y: y + 26, "font-size": 12, "text-anchor": "middle" }, writeNumber(a));
    if (x(b) - x(a) > 40) draw("text", { x: x(b), y: y + 26, "font-size": 12, "text-anchor": "middle" }, writeNumber(b));
    said.push(`${line.name} from ${writeNumber(a)} to ${writeNumber(b)}`);
  });
  const bottom = 30 + 46 * DATA.lines.length;
  for (const mark of marks) {
    draw("line", { x1: x(mark.at), x2: x(mark.at), y1: 16, y2: bottom - 32, stroke: "#d55e00", "stroke-width": 2, "stroke-dasharray": "6 3" });
    draw("text", { x: Math.min(x(mark.at), 560), y: 12, "font-size": 13, fill: "#a04000", "text-anchor": "middle" }, `${mark.name} = ${writeNumber(mark.at)}`);
    said.push(`${mark.name} is ${writeNumber(mark.at)}`);
  }
  byId("lines-words").textContent = said.join("; ") + ".";
}

// -- which equilibrium, where -------------------------------------------------------------------------------

const GRID = 80;
const FRAME = { left: 58, top: 12, width: 490, height: 360 };
let drawing = 0;

function axes() {
  return [Number(byId("across").value), Number(byId("up").value)];
}

function showMap() {
  if (!byId("map")) return;
  cancelAnimationFrame(drawing);
  drawing = requestAnimationFrame(drawMap);
}

function drawMap() {
  const canvas = byId("map");
  const pen = canvas.getContext("2d");
  const [i, j] = axes();
  const v = point.map(number);
  const at = (k, share) => number(bounds[k].low) + share * (number(bounds[k].high) - number(bounds[k].low));
  const cells = new Map();
  pen.clearRect(0, 0, canvas.width, canvas.height);
  for (let a = 0; a < GRID; a++)
    for (let b = 0; b < GRID; b++) {
      v[i] = at(i, (a + 0.5) / GRID);
      v[j] = at(j, (b + 0.5) / GRID);
      if (!DATA.assumptions.every((c) => F[c.test](rough, v))) continue;
      const key = DATA.outcomes.flatMap((o, k) => (F[o.test](rough, v) ? [k] : [])).join(",");
      if (!cells.has(key)) cells.set(key, []);
      cells.get(key).push([a, b]);
    }
  const [w, h] = [FRAME.width / GRID, FRAME.height / GRID];
  for (const [key, members] of cells) {
    const shares = key === "" ? ["#ffffff"] : key.split(",").map((k) => colour(Number(k)));
    for (const [a, b] of members) {
      pen.fillStyle = shares[(a + b) % shares.length];
      pen.fillRect(FRAME.left + a * w, FRAME.top + FRAME.height - (b + 1) * h, Math.ceil(w), Math.ceil(h));
    }
  }
  pen.font = "bold 15px system-ui, sans-serif";
  pen.textAlign = "center";
  for (const [key, members] of cells) {
    const middle = [0, 1].map((k) => members.reduce((sum, m) => sum + m[k], 0) / members.length);
    const far = (m) => (m[0] - middle[0]) ** 2 + (m[1] - middle[1]) ** 2;
    const [a, b] = members.reduce((best, m) => (far(m) < far(best) ? m : best));
    const text = key === "" ? "none" : key.split(",").map((k) => Number(k) + 1).join(", ");
    const [x, y] = [FRAME.left + (a + 0.5) * w, FRAME.top + FRAME.height - b * h];
    pen.lineWidth = 4;
    pen.strokeStyle = "#fff";
    pen.strokeText(text, x, y);
    pen.fillStyle = "#000";
    pen.fillText(text, x, y);
  }
  drawFrame(pen, i, j, at);
}

function drawFrame(pen, i, j, at) {
  pen.strokeStyle = "#333";
  pen.lineWidth = 1;
  pen.strokeRect(FRAME.left, FRAME.top, FRAME.width, FRAME.height);
  pen.fillStyle = "#1a1a1a";
  pen.font = "13px system-ui, sans-serif";
  for (const share of [0, 0.25, 0.5, 0.75, 1]) {
    pen.textAlign = "center";
    pen.fillText(trimmed(at(i, share)), FRAME.left + share * FRAME.width, FRAME.top + FRAME.height + 18);
    pen.textAlign = "right";
    pen.fillText(trimmed(at(j, share)), FRAME.left - 6, FRAME.top + FRAME.height * (1 - share) + 5);
  }
  pen.textAlign = "center";
  pen.font = "italic 14px serif";
  pen.fillText(DATA.parameters[i].name, FRAME.left + FRAME.width / 2, FRAME.top + FRAME.height + 38);
  pen.save();
  pen.translate(14, FRAME.top + FRAME.height / 2);
  pen.rotate(-Math.PI / 2);
  pen.fillText(DATA.parameters[j].name, 0, 0);
  pen.restore();
  const share = (k) => (number(point[k]) - at(k, 0)) / (at(k, 1) - at(k, 0));
  const [x, y] = [FRAME.left + share(i) * FRAME.width, FRAME.top + FRAME.height * (1 - share(j))];
  for (const [width, ink] of [[6, "#fff"], [2.5, "#000"]]) {
    pen.lineWidth = width;
    pen.strokeStyle = ink;
    pen.beginPath();
    pen.moveTo(x - 8, y);
    pen.lineTo(x + 8, y);
    pen.moveTo(x, y - 8);
    pen.lineTo(x, y + 8);
    pen.stroke();
  }
}

// -- what people do ------------------------------------------------------------------------------------------

DATA.parameters.forEach((_, i) => {
  byId(`slider-${i}`).addEventListener("input", (event) => set(i, onSlider(i, event.target.value)));
  byId(`number-${i}`).addEventListener("input", (event) => {
    const value = readNumber(event.target.value);
    if (value === null) event.target.setAttribute("aria-invalid", "true");
    else set(i, value);
  });
  byId(`number-${i}`).addEventListener("change", () => show());
  byId(`number-${i}`).addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
});
byId("parameters").addEventListener("submit", (event) => event.preventDefault());
byId("reset").addEventListener("click", () => {
  point = [...first];
  show();
});
for (const swatch of document.querySelectorAll(".swatch")) swatch.style.background = colour(Number(swatch.dataset.outcome));
if (byId("map")) {
  for (const [id, chosen] of [["across", DATA.axes[0]], ["up", DATA.axes[1]]]) {
    DATA.parameters.forEach((p, i) => byId(id).add(new Option(p.name, i, i === chosen, i === chosen)));
    byId(id).addEventListener("change", () => {
      const [i, j] = axes();
      if (i === j) byId(id === "across" ? "up" : "across").value = (i + 1) % DATA.parameters.length;
      showMap();
    });
  }
  byId("map").addEventListener("click", (event) => {
    const box = event.target.getBoundingClientRect();
    const scale = event.target.width / box.width;
    const shares = [
      ((event.clientX - box.left) * scale - FRAME.left) / FRAME.width,
      1 - ((event.clientY - box.top) * scale - FRAME.top) / FRAME.height,
    ];
    if (shares.some((s) => s < 0 || s > 1)) return;
    axes().forEach((k, side) => (point[k] = onSlider(k, Math.round(shares[side] * DATA.steps))));
    show();
  });
  byId("map").addEventListener("keydown", (event) => {
    const moves = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowUp: [1, 1], ArrowDown: [1, -1] };
    if (!(event.key in moves)) return;
    event.preventDefault();
    const [side, step] = moves[event.key];
    const k = axes()[side];
    set(k, onSlider(k, Math.min(DATA.steps, Math.max(0, place(k) + 2 * step))));
  });
}
show();
