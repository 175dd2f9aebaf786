"use strict";
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const root = document.documentElement;
  const byId = (id) => document.getElementById(id);
  const memory = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* not on every disk */ } },
  };
  const onSpeak = [];
  let lang = memory.get("kessan.lang") || ((navigator.language || "").startsWith("ja") ? "ja" : "en");
  const place = { ja: 0, en: 1 };
  const say = (text) => (text ? text[place[lang]] : "");
  const words = (ja, en) => (lang === "ja" ? ja : en);

  function element(tag, options = {}, ...children) {
    const { className, ...attributes } = options;
    const made = document.createElement(tag);
    if (className) made.className = className;
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return made;
  }

  // ---- charts
  function inLanguage(specs) {
    const spec = structuredClone(specs.en);
    if (lang === "ja") for (const [path, value] of specs.ja) path.slice(0, -1).reduce((part, step) => part[step], spec)[path.at(-1)] = value;
    return spec;
  }
  let drawing = 0;
  async function draw() {
    const turn = ++drawing;
    root.dataset.charts = "drawing";
    for (const [id, specs] of Object.entries(data.charts)) {
      const target = byId(id);
      // the interpreter evaluates expressions without eval, which the policy forbids
      const options = { mode: "vega-lite", renderer: "svg", ast: true, actions: false, defaultStyle: false, tooltip: false, logLevel: 1, config: data.config };
      await vegaEmbed(target, inLanguage(specs), options);
      if (turn !== drawing) return;
      // one image with one description, not a tree of marks
      target.setAttribute("role", "img");
      target.setAttribute("aria-label", target.dataset[lang]);
      const drawn = target.querySelector("svg");
      drawn.setAttribute("aria-hidden", "true");
      // scaled down on paper, it begins where the text does
      drawn.setAttribute("preserveAspectRatio", "xMinYMin meet");
      await new Promise((resolve) => setTimeout(resolve));
    }
    root.dataset.charts = "drawn";
  }

  // ---- language and theme
  function speak(next) {
    lang = next;
    root.lang = lang;
    memory.set("kessan.lang", lang);
    for (const button of document.querySelectorAll("[data-lang]")) button.setAttribute("aria-pressed", String(button.dataset.lang === lang));
    for (const named of document.querySelectorAll("[data-name-ja]")) named.setAttribute("aria-label", words(named.dataset.nameJa, named.dataset.nameEn));
    document.title = [...document.querySelectorAll("#title span, .deck > span:not(.date)")].filter((one) => one.lang === lang).map((one) => one.textContent).join(" – ") || document.title;
    for (const also of onSpeak) also();
    draw();
  }
  for (const button of document.querySelectorAll("[data-lang]")) button.addEventListener("click", () => speak(button.dataset.lang));

  if (memory.get("kessan.theme")) root.dataset.theme = memory.get("kessan.theme");
  byId("theme").addEventListener("click", () => {
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "light" : "dark";
    memory.set("kessan.theme", root.dataset.theme);
  });

  window.kessan = {
    data, byId, say, words, element, onSpeak,
    get lang() { return lang; },
    get place() { return place[lang]; },
    start() { speak(lang); },
  };
})();
