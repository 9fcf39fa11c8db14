/* The search of an exported site: no server, no network. Files of words call archive.add; typing narrows the list.
   Copyright the archive-app authors. Licence: GPL-3.0-or-later. */
"use strict";
const archive = (() => {
  const STEP = 50;
  const records = [];
  let shown = STEP;
  let timer = 0;

  /* Letters without their marks and case, so that cite finds Cité; scripts without spaces are found by any piece. */
  const fold = (text) => text.normalize("NFD").replace(/\p{M}+/gu, "").toLowerCase().replace(/ß/g, "ss");

  const add = (list) => {
    for (const [title, kind, about, snippet, page, picture, words] of list) {
      records.push({ title, kind, about, snippet, page, picture, folded: fold(`${words} ${about}`), head: fold(title) });
    }
  };

  const wanted = () => fold(document.getElementById("words").value).match(/[\p{L}\p{N}]+/gu) || [];

  const kinds = () => new Set([...document.querySelectorAll("input[name=kind]:checked")].map((one) => one.value));

  const find = () => {
    const words = wanted();
    const allowed = kinds();
    const found = records.filter((one) => allowed.has(one.kind) && words.every((word) => one.folded.includes(word)));
    if (!words.length) return found;
    const inTitle = (one) => (words.every((word) => one.head.includes(word)) ? 0 : 1);
    return found.map((one, at) => [inTitle(one), at, one]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map((row) => row[2]);
  };

  const line = (one) => {
    const item = document.createElement("li");
    if (one.picture) {
      const picture = document.createElement("img");
      picture.src = one.picture;
      picture.alt = "";
      picture.loading = "lazy";
      item.append(picture);
    }
    const words = document.createElement("div");
    const link = document.createElement("a");
    link.href = one.page;
    link.dir = "auto";
    link.textContent = one.title;
    words.append(link);
    for (const text of [one.about, one.snippet]) {
      if (text) {
        const paragraph = document.createElement("p");
        paragraph.className = "small";
        paragraph.dir = "auto";
        paragraph.textContent = text;
        words.append(paragraph);
      }
    }
    item.append(words);
    return item;
  };

  const show = () => {
    const found = find();
    const said = document.querySelector("main").dataset;
    const count = document.getElementById("count");
    count.textContent = found.length === 0 ? said.none : found.length === 1 ? said.one : said.many.replace("{n}", found.length);
    document.getElementById("found").replaceChildren(...found.slice(0, shown).map(line));
    document.getElementById("more").hidden = found.length <= shown;
  };

  const typed = () => {
    shown = STEP;
    clearTimeout(timer);
    timer = setTimeout(show, records.length > 5000 ? 150 : 0);
  };

  document.addEventListener("DOMContentLoaded", () => {
    const asked = new URLSearchParams(location.search).get("q");
    if (asked) document.getElementById("words").value = asked;
    document.getElementById("search").addEventListener("input", typed);
    document.getElementById("search").addEventListener("submit", (event) => { event.preventDefault(); show(); });
    document.getElementById("more").addEventListener("click", () => { shown += STEP * 4; show(); });
    show();
  });

  return { add };
})();
