"use strict";
(() => {
  const { data, byId, say, words, element, onSpeak } = kessan;

  // numbers come as exact decimals, in text
  function number(text) {
    const [whole, part] = text.replace("-", "").split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? "." + part : "");
    return text.startsWith("-") ? words("△", "−") + grouped : grouped;
  }
  function unit(name) { return name in data.units ? data.units[name][kessan.place] : (name || "").replaceAll("_", " "); }
  function united(text, name) {
    const its = unit(name);
    // what is shown with its unit already
    if (/[^0-9.,+−△<\s]/.test(text)) return text;
    const sign = kessan.lang === "en" ? data.signs.find((one) => its.startsWith(one)) : undefined;
    return sign ? text.replace(/^([+−<]?)/, `$1${sign.replace("$", "$$$$")}`) + its.slice(sign.length) : text + (/^[A-Za-z]/.test(its) ? " " : "") + its;
  }
  function interval(low, high) {
    if (low === null && high === null) return "";
    if (low === null) return words(`${number(high)} 以下`, `up to ${number(high)}`);
    if (high === null) return words(`${number(low)} 以上`, `${number(low)} or more`);
    return low === high ? number(low) : words(`${number(low)} ～ ${number(high)}`, `${number(low)} to ${number(high)}`);
  }

  byId("tables").addEventListener("click", (event) => {
    const open = event.currentTarget.getAttribute("aria-pressed") !== "true";
    event.currentTarget.setAttribute("aria-pressed", String(open));
    for (const details of document.querySelectorAll("main details")) details.open = open;
  });

  // ---- where a number comes from
  const check = (position) => Object.fromEntries(data.columns.map((name, at) => [name, data.checks[position][at]]));
  const item = (id) => say(data.names[id]) || (id || "").replaceAll("_", " ");
  const STATUS_MARK = { consistent: "✓", inconsistent: "✗", incomplete: "…", uncheckable: "–", unbound: "–", lost: "–" };
  function named(entry) {
    return [entry.n ? say(entry.n) : item(entry.i), entry.n ? "" : say(data.measures[entry.m]), say(data.periods[entry.p]), entry.s || ""].filter(Boolean).join(words("　", ", "));
  }
  function subject(row) {
    const period = row.period ? (say(data.periods[row.period]) || row.period) + say(data.bases[row.basis]) : "";
    return [item(row.line_item), say(data.measures[row.measure]), period, row.as_of || ""].filter(Boolean).join(words("　", ", "));
  }
  function relation(row) { return say(data.relations[row.relation]) || (row.relation || "").replaceAll("_", " "); }
  // the evidence in the language of the page, or in the one in which it was written
  function because(row) {
    if (!row.evidence) return null;
    const own = kessan.lang === "ja" && row.evidence_ja;
    return element("p", { className: "quiet keep", lang: own ? "ja" : "en" }, own || row.evidence);
  }
  // of a misprint the deck's own remark, which its evidence says again
  function recomputation(row) { return row.kind === "misprint" && kessan.lang === "ja" && row.evidence_ja ? "" : row.addends; }
  function evidence(row) {
    const recomputed = interval(row.recomputed_lower, row.recomputed_upper);
    return element("div", {},
      element("p", {}, element("span", { className: `mark ${row.status}` }, `${STATUS_MARK[row.status]} ${say(data.statuses[row.status])}`), ` ${say(data.kinds[row.kind])} `, row.is_weak ? element("span", { className: "quiet" }, words("端数の幅が大きい ", "weak ")) : null,
        element("span", { className: "quiet" }, relation(row))),
      element("p", {}, subject(row)),
      row.printed ? element("p", { className: "quiet" }, `${words("印字", "printed")} ${row.printed}`) : null,
      recomputation(row) && row.kind !== "cross_print" ? element("p", { className: "quiet" }, `${words("再計算", "recomputed")} ${row.addends}${recomputed ? ` → ${recomputed}` : ""}`) : null,
      because(row));
  }
  // a page leads to what its deck prints on it, where decks have pages of their own
  function printedOn(place) {
    const [, deck, page] = place.match(/^(?:(\S+) )?p\. (\S+)$/) || [];
    return data.pages === null || !page ? place : element("a", { href: `${data.pages}decks/${deck || data.deck}.html#p-${page}` }, place);
  }
  const trail = [];
  function show(key, shown) {
    const entry = data.numbers[key];
    if (!entry) return;
    const body = byId("source-body");
    body.replaceChildren();
    if (trail.length > 1) {
      const back = element("button", { className: "link", type: "button" }, words("← 戻る", "← Back"));
      back.addEventListener("click", () => { trail.pop(); const [before, text] = trail.pop(); open(before, text); });
      body.append(element("p", {}, back));
    }
    body.append(element("h2", { id: "source-title" }, named(entry)));
    const value = shown || (entry.v ? number(entry.v) : "");
    body.append(element("p", { className: "big" }, entry.u ? united(value, entry.u) : value));
    if (entry.b) {
      const range = interval(entry.b[0], entry.b[1]);
      body.append(element("p", { className: "quiet", id: "source-interval" }, words(`端数処理から取りうる範囲: ${range}`, `It can stand for ${range}`)));
    }
    if (entry.r) {
      const [before, now, why, evidence, evidence_ja] = entry.r;
      body.append(element("h3", {}, say(why)), element("p", { id: "source-restated" }, `${united(number(before), entry.u)} → ${united(number(now), entry.u)}`), because({ evidence, evidence_ja }) || "");
    }
    if (entry.f && entry.f.length) {
      body.append(element("h3", {}, words(`印字 ${entry.f.length} か所`, `Printed in ${entry.f.length} ${entry.f.length === 1 ? "place" : "places"}`)));
      const table = element("table", { id: "source-prints" }, element("tr", {}, ...[words("頁", "Page"), words("表示", "Label"), words("印字", "Printed"), words("区間", "Interval")].map((head) => element("th", { scope: "col" }, head))));
      for (const [page, label, printed, low, high] of entry.f) {
        table.append(element("tr", {}, element("td", {}, printedOn(page)), element("td", {}, label), element("td", { className: "printed" }, printed), element("td", {}, interval(low, high))));
      }
      body.append(table);
    }
    if (entry.c) {
      const methods = { calculated: ["内訳から計算", "Calculated from its components"], solved: ["合計と他の内訳から計算", "Calculated from the total and the other components"], summed: ["短い期間の和", "Sum of shorter periods"], differenced: ["累計との差", "Difference of two spans of the year"], implied: ["印字された率から", "Implied by a printed rate"], split_adjusted: ["株式分割を調整", "Adjusted for a share split"] };
      body.append(element("h3", {}, say(methods[entry.c[0]]) || entry.c[0]), element("p", { id: "source-calculation" }, entry.c[2]), element("p", { className: "quiet" }, relation({ relation: entry.c[1] })));
    }
    if (entry.o && entry.o.length) {
      body.append(element("h3", {}, words("計算の元", "Computed from")));
      const found = element("ul", { id: "source-parts" });
      for (const part of entry.o) {
        const link = element("button", { className: "link", type: "button" }, named(data.numbers[part]));
        link.addEventListener("click", () => open(part));
        const own = data.numbers[part];
        found.append(element("li", {}, link, own.v ? ` ${united(number(own.v), own.u)}` : ""));
      }
      body.append(found);
    }
    const ties = entry.t || [];
    if (ties.length) {
      const holding = ties.filter((position) => check(position).status === "consistent").length;
      body.append(element("h3", {}, words(`関係する照合 ${ties.length} 件（成立 ${holding} 件）`, `${ties.length} ${ties.length === 1 ? "check bears" : "checks bear"} on it, ${holding} hold`)));
      body.append(element("ul", { id: "source-ties" }, ...ties.map((position) => element("li", {}, evidence(check(position))))));
    } else if (!entry.o) {
      body.append(element("p", { className: "quiet" }, words("この数値に関係する照合はない。", "No check bears on this figure.")));
    }
  }
  const dialog = byId("source");
  function open(key, shown) {
    trail.push([key, shown]);
    show(key, shown);
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
  }
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-key]");
    if (!button) { if (event.target === dialog) dialog.close(); return; }
    trail.length = 0;
    open(button.dataset.key, button.classList.contains("n") ? button.innerText : "");
  });

  // a link to a number, as the workbook has them
  function follow() {
    const place = data.anchors[decodeURIComponent(location.hash.slice(1))];
    if (place === undefined) return;
    trail.length = 0;
    open(place);
  }
  window.addEventListener("hashchange", follow);

  // the newest period is what a reader looks for first
  for (const details of document.querySelectorAll("details.tables")) details.addEventListener("toggle", () => {
    for (const box of details.querySelectorAll(".scroll.time")) box.scrollLeft = box.scrollWidth;
  });

  // ---- every check, filtered
  const STEP = 40;
  let limit = STEP;
  const rows = data.checks.map((_, position) => check(position));
  const haystack = rows.map((row) => [row.kind, row.relation, row.status, row.line_item, ...(data.names[row.line_item] || []), ...(data.relations[row.relation] || []), ...data.kinds[row.kind], row.period, row.printed, row.addends, row.evidence, row.evidence_ja].join(" ").toLowerCase());
  function options() {
    for (const [id, names, all] of [["kind", data.kinds, words("すべて", "All")], ["status", data.statuses, words("すべて", "All")]]) {
      const select = byId(id), chosen = select.value;
      select.replaceChildren(new Option(all, ""), ...Object.keys(names).filter((name) => rows.some((row) => row[id] === name)).map((name) => new Option(say(names[name]), name)));
      select.value = chosen;
    }
  }
  function list() {
    const terms = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean), kind = byId("kind").value, status = byId("status").value;
    const found = rows.filter((row, at) => (!kind || row.kind === kind) && (!status || row.status === status) && terms.every((term) => haystack[at].includes(term)));
    byId("found").textContent = words(`${rows.length.toLocaleString("en")} 件中 ${found.length.toLocaleString("en")} 件`, `${found.length.toLocaleString("en")} of ${rows.length.toLocaleString("en")}`);
    byId("more").hidden = found.length <= limit;
    byId("list").replaceChildren(...found.slice(0, limit).map((row) => element("tr", {},
      element("td", {}, element("span", { className: `mark ${row.status}` }, `${STATUS_MARK[row.status]} ${say(data.statuses[row.status])}`), element("br"), element("span", { className: "quiet" }, say(data.kinds[row.kind]))),
      element("td", {}, subject(row), element("br"), element("span", { className: "quiet" }, relation(row))),
      element("td", {}, row.printed || "–"),
      element("td", {}, recomputation(row) || "–", row.kind !== "cross_print" && (row.recomputed_lower !== null || row.recomputed_upper !== null) ? element("span", { className: "quiet" }, ` → ${interval(row.recomputed_lower, row.recomputed_upper)}`) : null, because(row)),
      element("td", { className: "quiet" }, row.pages || "–"))));
  }
  const refresh = () => { limit = STEP; list(); };
  for (const id of ["search", "kind", "status"]) byId(id).addEventListener("input", refresh);
  document.querySelector(".filter").addEventListener("submit", (event) => event.preventDefault());
  byId("more").addEventListener("click", () => { limit += 200; list(); });
  for (const link of document.querySelectorAll("[data-kind]")) link.addEventListener("click", () => { byId("kind").value = link.dataset.kind; byId("status").value = ""; byId("search").value = ""; refresh(); });

  // ---- where the reader is
  const links = new Map([...document.querySelectorAll("nav a")].map((link) => [link.hash.slice(1), link]));
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) {
      for (const link of links.values()) link.removeAttribute("aria-current");
      links.get(entry.target.id || "main")?.setAttribute("aria-current", "true");
    }
  }, { rootMargin: "-15% 0px -80% 0px" });
  for (const section of document.querySelectorAll("main > section")) seen.observe(section);

  onSpeak.push(options, list);
  kessan.start();
  follow();
})();
