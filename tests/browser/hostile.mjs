// Hostile pages in the reports, in a real browser: hostile.mjs UNSPUN CHROMIUM VECTORS. Nothing of a page may run and nothing may be
// fetched, not even where the report's policy is taken out.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [unspun, browserPath, list] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "unspun-hostile-"));
const file = (name, text) => { writeFileSync(join(folder, name), text); return join(folder, name); };
const ask = (...args) => execFileSync(unspun, args, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });

const vectors = readFileSync(list, "utf8").split("\n").filter((line) => line).map((line) => line.replaceAll("alert(1)", "top.owned=1"));
const PROSE = "The ferry runs again from Monday, the port said, after three weeks in which nothing sailed.";
// Each vector alone, so that none hides in what another leaves open; then all of them as text.
const pages = vectors.map((vector) => `<title>${vector}</title><h1>${vector}</h1><p>${PROSE} ${vector} ${PROSE}</p>${vector}<p>${PROSE}</p>`);
const escaped = vectors.join("\n").replaceAll("&", "&amp;").replaceAll("<", "&lt;");
pages.push(`<h1>Ferry</h1><p>${PROSE}</p><pre>${escaped}</pre><p>${escaped}</p>`);

const browser = await chromium.launch({ executablePath: browserPath, args: ["--no-sandbox", "--disable-gpu", "--disable-quic"] });
try {
  const view = await browser.newPage();
  const seen = { run: 0, fetched: [] };
  view.on("dialog", (dialog) => { seen.run += 1; dialog.dismiss(); });
  view.on("request", (request) => request.url().startsWith("file:") || seen.fetched.push(request.url()));
  // What a page does at once, and when it is touched.
  const look = async (path) => {
    Object.assign(seen, { run: 0, fetched: [] });
    await view.goto(pathToFileURL(path).href);
    await view.evaluate(() => document.querySelectorAll("*").forEach((element) => {
      for (const kind of ["mouseover", "focus", "click"]) element.dispatchEvent(new Event(kind, { bubbles: false, cancelable: true }));
    }));
    seen.run += await view.evaluate(() => Number(window.owned ?? 0));
    return { ...seen, at: view.url() === pathToFileURL(path).href };
  };
  const inert = { run: 0, fetched: [], at: true };

  // The vectors do bite where nobody holds them.
  const raw = await look(file("raw.html", "<img src=https://a.example/x><script>top.owned=1</script>"));
  assert.ok(raw.run > 0 && raw.fetched.length > 0, "a page that nobody cleaned does act");

  mkdirSync(join(folder, "pages"));
  const sources = pages.map((page, number) => file(`pages/${number}.html`, page));
  ask("clean", "pages", "-f", "html", "--links", "-o", "articles/");
  for (const [number, source] of sources.entries()) {
    ask("inspect", source, "--html", "report.html");
    const report = readFileSync(join(folder, "report.html"), "utf8");
    const policy = /<meta http-equiv="Content-Security-Policy"[^>]*>/;
    assert.match(report, policy);
    const bare = file("bare.html", report.replace(policy, ""));
    const article = join(folder, "articles", `${number}.html`);
    // The policy is a second wall: the first must hold alone.
    for (const path of number % 16 ? [bare, article] : [bare, article, join(folder, "report.html")]) {
      assert.deepEqual(await look(path), inert, `${path}: ${vectors[number]}`);
      // An address that no browser can read has the scheme ":" and leads nowhere.
      const schemes = await view.evaluate(() => [...document.querySelectorAll("a")].map((link) => link.protocol));
      assert.deepEqual(schemes.filter((scheme) => !["http:", "https:", "mailto:", "file:", ":"].includes(scheme)), [], vectors[number]);
    }
  }

  // The leaderboard, and the hostile page's differences side by side.
  mkdirSync(join(folder, "corpus"));
  file("corpus/bad.txt", `${PROSE}\n${vectors.join("\n")}`);
  file("corpus/bad.gold.txt", PROSE);
  execFileSync(unspun, ["bench", join(folder, "corpus"), "--only", "unspun", "--only", "do-nothing", "--html", join(folder, "board.html")], { stdio: "ignore" });
  const board = await look(join(folder, "board.html"));
  await view.fill("#find-page", "bad");
  await view.locator("#pages tbody tr").first().click();
  assert.ok((await view.locator("#sides td").count()) > vectors.length, "the page is shown");
  assert.deepEqual({ ...board, run: Number(await view.evaluate(() => window.owned ?? 0)) }, inert);
  console.log(`${vectors.length} hostile pages are inert in both reports and as articles`);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true });
}
