"use strict";

// The data come from pages that nobody trusts: they are shown by textContent only.
const data = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);

const make = (tag, text, attributes = {}) => {
  const element = document.createElement(tag);
  if (text !== undefined) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value);
  }
  return element;
};

const fixed = (value, digits) => (value === undefined || value === null ? "–" : value.toFixed(digits));

// A table with heads that sort. Columns: title, note, value(row), cell(row) and whether more is better.
class Sortable {
  constructor(table, columns, by) {
    Object.assign(this, { table, columns, by, down: columns[by].up });
  }

  show(rows, finish) {
    const column = this.columns[this.by];
    const known = (row) => column.value(row) !== undefined && column.value(row) !== null;
    const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0) * (this.down ? -1 : 1);
    // What is not said stands last, whichever way is up.
    const sorted = rows.filter(known).sort((a, b) => compare(column.value(a), column.value(b)));
    this.rows = [...sorted, ...rows.filter((row) => !known(row))];
    this.again = () => this.show(rows, finish);
    this.table.tHead.replaceChildren(this.head());
    this.table.tBodies[0].replaceChildren(...this.rows.map((row) => {
      const line = make("tr");
      line.append(...this.columns.map((column) => column.cell(row, this.rows)));
      finish?.(line, row);
      return line;
    }));
  }

  head() {
    const line = make("tr");
    this.columns.forEach((column, at) => {
      const sort = at === this.by && (this.down ? "descending" : "ascending");
      const head = make("th", undefined, { scope: "col", "aria-sort": sort });
      const button = make("button", column.title, { type: "button", title: column.note });
      button.addEventListener("click", () => {
        this.down = at === this.by ? !this.down : column.up;
        this.by = at;
        this.again();
        this.table.tHead.rows[0].cells[at].firstChild.focus();
      });
      head.append(button);
      line.append(head);
    });
    return line;
  }
}

// The figures.

const facet = () => $("facet").value;
const figure = (contender, metric) => contender.figures[facet()][metric.name];
const best = (rows, value, up) => {
  const values = rows.map(value).filter((value) => value !== undefined && value !== null);
  return up ? Math.max(...values) : Math.min(...values);
};

const numberCell = (text, isBest, small) => {
  const cell = make("td", text, { class: isBest && "best" });
  if (small) cell.append(make("small", ` ${small}`));
  return cell;
};

const metricColumn = (metric) => {
  const value = (row) => figure(row, metric)?.value;
  return {
    title: metric.title, note: `${metric.about}; ${metric.up ? "higher" : "lower"} is better`, up: metric.up, value,
    cell: (row, rows) => {
      const found = figure(row, metric);
      const interval = metric.name === "word-f1" && `(${fixed(found.low, 3)}–${fixed(found.high, 3)})`;
      return numberCell(fixed(found?.value, 3), found && found.value === best(rows, value, metric.up), interval);
    },
  };
};

const speedColumn = (title, note, digits, value, up) => ({
  title, note, up, value, cell: (row, rows) => numberCell(fixed(value(row), digits), value(row) === best(rows, value, up)),
});

const board = new Sortable($("board"), [
  { title: "cleaner", up: false, value: (row) => row.name, cell: (row) => make("td", row.name, { class: row.colour }) },
  ...data.metrics.map(metricColumn),
  speedColumn("pages/s", "one page at a time; processor time where the system tells it, else time on the clock", 0, (row) => row.speed[facet()].pages_per_second, true),
  speedColumn("MB/s", "millions of bytes of the page as UTF-8", 1, (row) => row.speed[facet()].megabytes_per_second, true),
  speedColumn("peak MB", "resident memory of the command, where the system tells", 0, (row) => row.memory === null ? null : row.memory / 1e6, false),
  speedColumn("failed", "pages without an answer, scored as empty", 0, (row) => row.failed, false),
], 1);

const showBoard = () => {
  const part = $("find-contender").value.toLowerCase();
  const rows = data.contenders.filter((contender) => contender.name.toLowerCase().includes(part));
  const pages = data.facets.find((known) => known.name === facet()).pages;
  $("sorted").textContent = `${rows.length} of ${data.contenders.length} cleaners, ${pages} pages`;
  board.show(rows);
};

// The pages. A side is a contender's number, or -1 for the gold text.

const GOLD = -1;
const side = (id) => Number($(id).value);
const nameOf = (number) => (number === GOLD ? "gold text" : data.contenders[number].name);
const scoreOf = (page, number) => (number === GOLD ? 1 : page.scores[number]);
let selected = null;

const scoreColumn = (id) => ({
  title: id, note: `word F1 of the cleaner on the ${id}`, up: false,
  value: (page) => scoreOf(page, side(id)), cell: (page) => make("td", fixed(scoreOf(page, side(id)), 3)),
});
const gap = (page) => scoreOf(page, side("left")) - scoreOf(page, side("right"));

const pages = new Sortable($("pages"), [
  {
    title: "page", up: false, value: (page) => page.id,
    cell: (page) => {
      const cell = make("td", page.id);
      cell.append(make("small", page.facets.map((facet) => facet.split(" ").slice(1).join(" ")).join(" · ")));
      return cell;
    },
  },
  scoreColumn("left"),
  scoreColumn("right"),
  {
    title: "difference", note: "left minus right", up: false, value: gap,
    cell: (page) => make("td", (gap(page) > 0 ? "+" : "") + fixed(gap(page), 3), { class: gap(page) < 0 ? "minus" : gap(page) > 0 ? "plus" : false }),
  },
], 3);

const showPages = () => {
  const part = $("find-page").value.toLowerCase();
  const rows = data.pages.filter((page) => [page.id, ...page.facets].join(" ").toLowerCase().includes(part));
  $("found").textContent = `${rows.length} of ${data.pages.length} pages`;
  pages.show(rows, (line, page) => {
    line.tabIndex = 0;
    line.setAttribute("aria-selected", page === selected);
    const choose = () => {
      selected = page;
      for (const other of line.parentNode.rows) other.setAttribute("aria-selected", other === line);
      showDifference();
    };
    line.addEventListener("click", choose);
    line.addEventListener("keydown", (event) => event.key === "Enter" && choose());
  });
  selected ??= pages.rows[0] ?? null;
  showDifference();
};

// Pairs of positions of a longest common subsequence; large middles are given up.
const common = (a, b, most = 4e6) => {
  const pairs = [];
  let start = 0;
  let [endA, endB] = [a.length, b.length];
  while (start < endA && start < endB && a[start] === b[start]) pairs.push([start, start++]);
  const tail = [];
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) tail.unshift([--endA, --endB]);
  const [rows, columns] = [endA - start, endB - start];
  if (rows * columns > 0 && rows * columns <= most) {
    const width = columns + 1;
    const length = new Uint32Array((rows + 1) * width);
    for (let i = rows - 1; i >= 0; i--) {
      for (let j = columns - 1; j >= 0; j--) {
        length[i * width + j] = a[start + i] === b[start + j]
          ? 1 + length[(i + 1) * width + j + 1]
          : Math.max(length[(i + 1) * width + j], length[i * width + j + 1]);
      }
    }
    for (let i = 0, j = 0; i < rows && j < columns;) {
      if (a[start + i] === b[start + j]) pairs.push([start + i++, start + j++]);
      else if (length[(i + 1) * width + j] >= length[i * width + j + 1]) i++;
      else j++;
    }
  }
  return [...pairs, ...tail];
};

const wordsOf = (line) => line.split(" ");
const alike = (one, other) => {
  const words = new Set(wordsOf(other));
  const mine = wordsOf(one);
  return mine.filter((word) => words.has(word)).length * 2 >= Math.max(mine.length, words.size);
};

// Rows of the table: [left, right], either of them null. Changed lines that are alike stand side by side.
const align = (page, left, right) => {
  const rows = [];
  let [i, j] = [0, 0];
  const flush = (endI, endJ) => {
    while (i < endI || j < endJ) {
      if (i < endI && j < endJ && alike(page.lines[left[i]], page.lines[right[j]])) rows.push([left[i++], right[j++]]);
      else if (i < endI) rows.push([left[i++], null]);
      else rows.push([null, right[j++]]);
    }
  };
  for (const [a, b] of common(left, right)) {
    flush(a, b);
    rows.push([left[i++], right[j++]]);
  }
  flush(left.length, right.length);
  return rows;
};

// A line whose words, but for a few, stand in the gold text in the same runs of three.
const wantedLines = (page) => {
  const grams = (words) => words.slice(2).map((_, at) => words.slice(at, at + 3).join(" "));
  const gold = new Set(page.gold.flatMap((line) => grams(wordsOf(page.lines[line]))));
  const whole = new Set(page.gold);
  return (line) => {
    const own = grams(wordsOf(page.lines[line]));
    return whole.has(line) || (own.length > 0 && own.filter((gram) => gold.has(gram)).length * 2 > own.length);
  };
};

const linesOf = (page, number) => (number === GOLD ? page.gold : page.answers[number].lines ?? []);

const textCell = (page, line, other, name, wanted) => {
  if (line === null) return make("td");
  const cell = make("td", undefined, { dir: "auto", class: [line !== other && name, wanted(line) && "wanted"].filter(Boolean).join(" ") });
  if (line === other || other === null) {
    cell.textContent = page.lines[line];
    return cell;
  }
  const words = wordsOf(page.lines[line]);
  const kept = new Set(common(words, wordsOf(page.lines[other])).map(([at]) => at));
  words.forEach((word, at) => cell.append(kept.has(at) ? word : make("mark", word), " "));
  return cell;
};

const showDifference = () => {
  const [left, right] = [side("left"), side("right")];
  const head = make("tr");
  head.append(...[left, right].map((number) => make("th", nameOf(number), { scope: "col" })));
  $("sides").tHead.replaceChildren(head);
  $("page-name").textContent = selected ? selected.id : "";
  if (!selected) return $("sides").tBodies[0].replaceChildren();
  const wanted = wantedLines(selected);
  const rows = align(selected, linesOf(selected, left), linesOf(selected, right)).map(([a, b]) => {
    const line = make("tr");
    line.append(textCell(selected, a, b, "left", wanted), textCell(selected, b, a, "right", wanted));
    return line;
  });
  const errors = [left, right].map((number) => (number === GOLD ? undefined : selected.answers[number].error));
  if (errors.some(Boolean)) {
    const line = make("tr");
    line.append(...errors.map((error) => make("td", error && `no answer: ${error}`, { class: "error" })));
    rows.unshift(line);
  }
  $("sides").tBodies[0].replaceChildren(...rows);
};

// Pointing at a name in the legend shows its marks alone.
for (const name of $("legend").children) {
  const light = (on) => {
    if (on) document.body.dataset.lit = name.className;
    else delete document.body.dataset.lit;
    for (const mark of document.querySelectorAll(`.plots .${name.className}`)) mark.classList.toggle("lit", on);
  };
  name.addEventListener("pointerenter", () => light(true));
  name.addEventListener("pointerleave", () => light(false));
}

$("facet").append(...data.facets.map(({ name, pages }) => make("option", `${name} (${pages})`, { value: name })));
for (const id of ["left", "right"]) {
  const all = [GOLD, ...data.contenders.keys()];
  $(id).append(...all.map((number) => make("option", nameOf(number), { value: number })));
  $(id).addEventListener("change", () => showPages());
}
$("left").value = 0;
$("right").value = GOLD;
$("facet").addEventListener("change", showBoard);
$("find-contender").addEventListener("input", showBoard);
$("find-page").addEventListener("input", showPages);
showBoard();
showPages();
