// The page of `unspun bench --html` in a real browser: report.mjs UNSPUN CHROMIUM. Sorting, filtering, picking two cleaners; nothing of
// a hostile page may run, nothing may be fetched.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [unspun, browserPath] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "unspun-report-"));

const HOSTILE = `</script><script>window.owned = 1</script><img src="https://example.org/x.png" onerror="window.owned = 1"><!-- <style>`;
const STORY = "The ferry runs again from Monday, the port said, after three weeks in which nothing sailed.";
const MENDED = "Its two engines were taken out and mended in the yard, which took longer than anybody had hoped.";

const page = (name, text, gold) => {
  writeFileSync(join(folder, `${name}.txt`), text);
  writeFileSync(join(folder, `${name}.gold.txt`), gold);
};
page("ferry", `Home\nNEWS OF THE DAY\n${STORY}\n${MENDED}\nShare`, `${STORY}\n\n${MENDED}`);
page("hostile", `${HOSTILE}\n${STORY}`, STORY);
page("bakery", "The bakery on the corner opens at five.", "The bakery on the corner opens at five.");

// Answers with the last line, and takes the whole text for the title.
const LAST = 'const r = JSON.parse(l); const t = r.text ?? ""; console.log(JSON.stringify({ id: r.id, text: t.split("\\n").at(-1), title: t }))';
const html = join(folder, "report.html");
execFileSync(unspun, [
  "bench", folder, "--html", html,
  "--with", `<b>last</b>=node -e 'require("readline").createInterface(process.stdin).on("line", (l) => { ${LAST} })'`,
  "--with", "dead=exit 3",
], { stdio: ["ignore", "ignore", "ignore"] });

const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
try {
  const view = await browser.newPage({ viewport: { width: 1500, height: 1200 } });
  const complaints = [];
  view.on("console", (message) => message.type() !== "log" && complaints.push(message.text()));
  view.on("pageerror", (error) => complaints.push(String(error)));
  view.on("request", (request) => request.url().startsWith("file:") || complaints.push(`fetches ${request.url()}`));
  await view.goto(pathToFileURL(html).href);

  const column = (table, at) => view.locator(`#${table} tbody tr td:nth-child(${at})`).allInnerTexts();
  const head = (table, title) => view.locator(`#${table} thead button`, { hasText: new RegExp(`^${title}$`) });
  const numbers = async (table, at) => (await column(table, at)).map(parseFloat).filter((value) => !Number.isNaN(value));
  const ordered = (values, sign) => values.every((value, at) => at === 0 || sign * (value - values[at - 1]) >= 0);

  // Sorting: best first, then turned round; by name.
  assert.equal((await column("board", 1)).length, 8);
  assert.ok(ordered(await numbers("board", 2), -1), "sorted by word F1 at first");
  await head("board", "R").click();
  assert.ok(ordered(await numbers("board", 4), -1), "recall, the best first");
  await head("board", "R").click();
  assert.ok(ordered(await numbers("board", 4), 1), "recall, turned round");
  assert.equal(await view.locator("#board th[aria-sort]").getAttribute("aria-sort"), "ascending");
  await head("board", "cleaner").click();
  const names = await column("board", 1);
  assert.deepEqual(names, [...names].sort());
  assert.ok(names.includes("<b>last</b>"), "names are text");

  // A cleaner that fails is there, with nothing.
  const dead = view.locator("#board tbody tr", { hasText: "dead" });
  assert.equal((await dead.locator("td").nth(1).innerText()).slice(0, 5), "0.000");
  assert.equal(await dead.locator("td").last().innerText(), "3");

  // Filtering.
  await view.fill("#find-contender", "UNSPUN");
  assert.deepEqual((await column("board", 1)).sort(), ["unspun", "unspun-article"]);
  await view.fill("#find-contender", "");
  await view.selectOption("#facet", { index: 1 });
  assert.match(await view.innerText("#sorted"), /3 pages/);

  // Two cleaners side by side.
  await view.selectOption("#left", { label: "do-nothing" });
  await view.selectOption("#right", { label: "gold text" });
  await view.fill("#find-page", "fer");
  assert.deepEqual((await column("pages", 1)).map((text) => text.split("\n")[0]), ["ferry"]);
  await view.locator("#pages tbody tr").click();
  assert.equal(await view.innerText("#page-name"), "ferry");
  assert.deepEqual(await view.locator("#sides td.left").allInnerTexts(), ["Home", "NEWS OF THE DAY", "Share"]);
  assert.equal(await view.locator("#sides td.right").count(), 0);
  assert.equal(await view.locator("#sides td.wanted").count(), 4);
  await view.selectOption("#right", { label: "dead" });
  assert.equal(await view.locator("#sides td.left").count(), 5);
  assert.match(await view.innerText("#sides td.error:nth-child(2)"), /no answer/);

  // A hostile page is text.
  await view.fill("#find-page", "hostile");
  await view.locator("#pages tbody tr").focus();
  await view.keyboard.press("Enter");
  assert.deepEqual(await view.locator("#sides td.left").allInnerTexts(), [HOSTILE, STORY]);
  assert.equal(await view.evaluate("window.owned"), undefined);
  assert.equal(await view.locator("img, iframe, script:not([nonce]):not([type])").count(), 0);

  assert.ok((await view.locator("figure svg").count()) >= 3, "plots");
  assert.deepEqual(complaints, []);
  console.log("the report works in " + browser.version());
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
