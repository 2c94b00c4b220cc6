// Opens pages in a headless Chromium, at the widths of a phone and a desktop, light and dark, and looks at them with
// axe-core; then prints them.
//
//     node .ci/page.mjs AXE.min.js FOLDER PAGE.html…
//
// FOLDER receives a picture of each and the prints. Ends with status 1 if anything is wrong.
// The browser is spoken to through a pipe: each message is JSON with a zero byte at its end.

import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [axe, folder, ...pages] = process.argv.slice(2);
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];
const WIDTHS = { phone: 360, desktop: 1280 };
const SMALLEST = 13;
let finished = false;

const browser = spawn(
  "chromium",
  ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--remote-debugging-pipe", `--user-data-dir=${join(folder, "browser")}`],
  { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] },
);
browser.on("exit", () => process.exit(finished ? undefined : 1));
const [, , , to, from] = browser.stdio;
const asked = new Map();
const heard = [];
let tellLoaded;
let number = 0;
let rest = "";
from.setEncoding("utf8").on("data", (text) => {
  const messages = (rest + text).split("\0");
  rest = messages.pop();
  for (const message of messages.map((one) => JSON.parse(one))) {
    if (message.id) asked.get(message.id)(message);
    else if (message.method === "Page.loadEventFired") tellLoaded();
    else heard.push(message);
  }
});

async function say(method, params = {}, sessionId) {
  const answer = new Promise((done) => asked.set(++number, done));
  to.write(JSON.stringify({ id: number, method, params, sessionId }) + "\0");
  const { result, error } = await answer;
  if (error) throw new Error(`${method}: ${error.message}`);
  return result;
}

/** What is wrong with the page as it is shown, in words. Runs in the page. */
async function look(tags, smallest) {
  const found = await axe.run(document, { runOnly: tags, resultTypes: ["violations"] });
  const wrong = found.violations.map((one) => `${one.id}: ${one.help}\n      ${one.nodes.map((node) => `${node.target}: ${node.any[0]?.message ?? ""}`).join("\n      ")}`);
  const [needed, there] = [document.documentElement.scrollWidth, document.documentElement.clientWidth];
  if (needed > there) wrong.push(`it is ${needed} pixels wide where there are ${there}`);
  for (const one of document.body.querySelectorAll("*")) {
    const says = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (says && parseFloat(getComputedStyle(one).fontSize) < smallest) wrong.push(`text smaller than ${smallest} pixels: ${one.outerHTML.slice(0, 80)}`);
  }
  return { wrong, height: document.documentElement.scrollHeight, rules: found.passes.length };
}

let bad = 0;
for (const page of pages) {
  const name = basename(page, ".html");
  const { targetId } = await say("Target.createTarget", { url: "about:blank" });
  const { sessionId } = await say("Target.attachToTarget", { targetId, flatten: true });
  const tell = (method, params) => say(method, params, sessionId);
  const evaluate = async (expression) => {
    const { result, exceptionDetails } = await tell("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    return result.value;
  };
  await tell("Page.enable");
  await tell("Network.enable");
  const url = pathToFileURL(resolve(page)).href;
  for (const [device, width] of Object.entries(WIDTHS)) {
    for (const scheme of ["light", "dark"]) {
      await tell("Emulation.setDeviceMetricsOverride", { width, height: 900, deviceScaleFactor: 1, mobile: device === "phone" });
      await tell("Emulation.setEmulatedMedia", { features: [{ name: "prefers-color-scheme", value: scheme }] });
      const loaded = new Promise((done) => (tellLoaded = done));
      await tell("Page.navigate", { url });
      await loaded;
      await evaluate(`${readFileSync(axe, "utf8")};0`);
      const { wrong, height, rules } = await evaluate(`(${look})(${JSON.stringify(TAGS)}, ${SMALLEST})`);
      await tell("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: device === "phone" });
      const picture = await tell("Page.captureScreenshot", { captureBeyondViewport: true });
      writeFileSync(join(folder, `${name}-${device}-${scheme}.png`), picture.data, "base64");
      console.log(`${name}, ${device}, ${scheme}: ${rules} rules of axe-core held, ${wrong.length} things wrong`);
      wrong.forEach((one) => console.log(`    ${one}`));
      bad += wrong.length;
    }
  }
  await tell("Emulation.setEmulatedMedia", { features: [] });
  const { data } = await tell("Page.printToPDF", { preferCSSPageSize: true });
  writeFileSync(join(folder, `${name}.pdf`), data, "base64");
  const requests = heard.filter((one) => one.sessionId === sessionId && one.method === "Network.requestWillBeSent");
  for (const { params } of requests.filter((one) => one.params.request.url !== url)) {
    console.log(`${name} asks for ${params.request.url}`);
    bad += 1;
  }
  await say("Target.closeTarget", { targetId });
}
finished = true;
process.exitCode = bad ? 1 : 0;
await say("Browser.close");
