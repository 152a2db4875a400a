// Writing a text in the browser. Without this script the page has a plain field with the text as Markdown.
"use strict";
(() => {
  const form = document.querySelector("form.writing");
  const formatted = document.getElementById("formatted");
  const area = document.getElementById("text");
  const told = form && form.querySelector("output.saving");
  if (!form || !formatted || !area || !told || typeof Squire === "undefined" || !window.plansatsKeeper) return;

  const PAUSE = 1500;
  const KEPT = new Set("H1 H2 H3 H4 H5 H6 P UL OL LI BLOCKQUOTE ASIDE TABLE CAPTION THEAD TBODY TR TH TD FIGURE IMG FIGCAPTION STRONG B EM I A SPAN DATA BR".split(" "));
  const ATTRIBUTES = new Set("id class lang href start scope colspan src alt value title contenteditable".split(" "));

  // What is pasted from Word or the web: structure stays, all else goes. The server cleans it once more.
  const cleaned = (node) => {
    const out = document.createDocumentFragment();
    for (const child of node.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) { out.append(child.textContent); continue; }
      if (child.nodeType !== Node.ELEMENT_NODE || /^(SCRIPT|STYLE|TEMPLATE|IFRAME|OBJECT|NOSCRIPT|HEAD)$/.test(child.tagName)) continue;
      const inside = cleaned(child);
      const tag = child.tagName === "DIV" ? "P" : child.tagName;
      if (!KEPT.has(tag)) { out.append(inside); continue; }
      const element = document.createElement(tag);
      for (const { name, value } of child.attributes) {
        if ((ATTRIBUTES.has(name) || name.startsWith("data-")) && !/^\s*javascript:/i.test(value)) element.setAttribute(name, value);
      }
      element.append(inside);
      if (tag === "SPAN" && !element.attributes.length) out.append(...element.childNodes);
      else out.append(element);
    }
    return out;
  };
  const fragment = (html) => cleaned(new DOMParser().parseFromString(html, "text/html").body);

  const editor = document.createElement("div");
  editor.className = "ds-input prose formatted";
  editor.lang = area.lang;
  editor.setAttribute("role", "textbox");
  editor.setAttribute("aria-multiline", "true");
  editor.setAttribute("aria-labelledby", "text-label");
  editor.setAttribute("aria-describedby", "tools-help");
  const bar = document.createElement("div");
  bar.className = "tools";
  bar.setAttribute("role", "toolbar");
  const tools = document.getElementById("tools");
  bar.setAttribute("aria-label", tools.dataset.label);
  bar.append(tools.content.cloneNode(true));
  const help = document.createElement("p");
  help.id = "tools-help";
  help.className = "quiet small";
  help.textContent = tools.dataset.help;
  area.hidden = true;
  document.getElementById("text-label").removeAttribute("for");
  document.getElementById("text-help").hidden = true;
  area.before(bar, editor, help);

  const squire = new Squire(editor, { blockTag: "P", sanitizeToDOMFragment: fragment });
  squire.setHTML(formatted.dataset.mine || formatted.innerHTML);

  // A bound figure shows its number and cannot be written in: it follows the plan.
  let printed = {};
  const showFigures = () => {
    for (const figure of editor.querySelectorAll("data")) {
      const form = figure.dataset.form;
      const name = figure.getAttribute("value");
      figure.contentEditable = "false";
      const text = printed[form ? `${name}|${form}` : name];
      if (text !== undefined || !figure.textContent) figure.textContent = text ?? name;
      figure.title = form ? `${name}, ${form}` : name;
    }
    // So does a reference to a table or a chapter, where the writer gave it no words: it shows what will be printed.
    for (const link of editor.querySelectorAll('a[href^="#"]')) {
      if (link.textContent && link.dataset.printed === undefined) continue;
      const target = link.getAttribute("href");
      link.dataset.printed = "";
      link.contentEditable = "false";
      link.textContent = printed[target] || target;
    }
  };
  showFigures();
  fetch(form.dataset.figures).then((answer) => answer.json()).then((found) => { printed = found; showFigures(); }).catch(() => {});

  // A browser may put the cursor into what cannot be written in, and then swallow every letter: it goes right after it.
  document.addEventListener("selectionchange", () => {
    const now = document.getSelection();
    const at = now.anchorNode && now.isCollapsed ? now.anchorNode : null;
    const inside = at && (at.nodeType === Node.ELEMENT_NODE ? at : at.parentElement);
    const fixed = inside && editor.contains(inside) && inside.closest("data, a[data-printed]");
    if (!fixed) return;
    if (!fixed.nextSibling || fixed.nextSibling.nodeType !== Node.TEXT_NODE) fixed.after("\u200b");
    const place = document.createRange();
    place.setStart(fixed.nextSibling, fixed.nextSibling.data.startsWith("\u200b") ? 1 : 0);
    squire.setSelection(place);
  });

  // What is sent has neither the printed numbers nor what only this page needs.
  const written = () => {
    // Browsers put styles of their own into what is written; they go the same way as those of what is pasted.
    const copy = document.createElement("div");
    copy.append(cleaned(editor));
    for (const figure of copy.querySelectorAll("data")) { figure.textContent = ""; figure.removeAttribute("contenteditable"); figure.removeAttribute("title"); }
    for (const link of copy.querySelectorAll("a[data-printed]")) { link.textContent = ""; link.removeAttribute("contenteditable"); link.removeAttribute("data-printed"); }
    for (const end of copy.querySelectorAll("p > br:last-child, li > br:last-child")) if (!end.nextSibling) end.remove();
    for (const empty of copy.querySelectorAll("p")) if (!empty.textContent.trim() && !empty.children.length) empty.remove();
    return copy.innerHTML.replaceAll("\u200b", "");
  };

  let raw = false;
  const heads = ["status", "owner", "due"];
  const keeper = window.plansatsKeeper({
    form,
    told,
    pause: PAUSE,
    collect: () => ({
      text: raw ? area.value : written(),
      format: raw ? "markdown" : "html",
      ...Object.fromEntries(heads.map((name) => [name, form.elements[name].value])),
    }),
    kept: (found) => {
      // What somebody else wrote is not in this editor: the text still begins from the same revision.
      if (!found.joined) {
        form.elements.base.value = found.number;
        // A text that was the template's is a draft as soon as somebody writes in it.
        if (form.elements.status.value === "mal" && found.status !== "mal") { form.elements.status.value = found.status; keeper.settle(); }
      }
      // The rest of the page may want to know: the remarks on the language are made anew.
      document.body.dispatchEvent(new CustomEvent("kept"));
    },
  });
  const later = keeper.changed;
  squire.addEventListener("input", later);
  area.addEventListener("input", later);
  form.addEventListener("input", (event) => { if (!editor.contains(event.target) && event.target !== area) later(); });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const state = await keeper.send();
    if (state === "kept" || state === "same") {
      keeper.leave();
      window.location.assign(`${window.location.pathname}?saved=${form.elements.base.value}`);
    } else if (state === "clash") {
      // The page that shows both texts.
      keeper.leave();
      if (!raw) { area.value = written(); form.elements.format.value = "html"; }
      form.submit();
    }
  });

  const inBlock = (tag) => squire.hasFormat(tag);
  const toBlock = (tag) => squire.modifyBlocks((blocks) => {
    for (const block of [...blocks.querySelectorAll("p, h1, h2, h3, h4")]) {
      if (block.closest("li, td, th, figure, caption")) continue;
      const fresh = document.createElement(block.tagName.toLowerCase() === tag ? "p" : tag);
      fresh.append(...block.childNodes);
      block.replaceWith(fresh);
    }
    return blocks;
  });
  const showRaw = () => {
    raw = true;
    area.hidden = false;
    editor.hidden = true;
    bar.hidden = true;
    help.hidden = true;
    document.getElementById("text-label").htmlFor = "text";
    document.getElementById("text-help").hidden = false;
    area.focus();
  };
  const act = {
    bold: () => (inBlock("B") || inBlock("STRONG") ? squire.removeBold() : squire.bold()),
    italic: () => (inBlock("I") || inBlock("EM") ? squire.removeItalic() : squire.italic()),
    heading: () => toBlock("h1"),
    list: () => (inBlock("UL") ? squire.removeList() : squire.makeUnorderedList()),
    numbers: () => (inBlock("OL") ? squire.removeList() : squire.makeOrderedList()),
    quote: () => (inBlock("BLOCKQUOTE") ? squire.decreaseQuoteLevel() : squire.increaseQuoteLevel()),
    link: () => {
      const href = window.prompt(document.getElementById("ask-link").dataset.ask, "https://");
      if (href && /^(https?:\/\/|mailto:)/i.test(href)) squire.makeLink(href);
    },
    undo: () => squire.undo(),
    redo: () => squire.redo(),
    markdown: async () => { if (["kept", "same"].includes(await keeper.send())) window.location.assign(`${window.location.pathname}?markdown=1`); },
  };
  bar.addEventListener("click", (event) => {
    const tool = event.target.closest("[data-tool]");
    if (!tool) return;
    act[tool.dataset.tool]();
    later();
    if (tool.dataset.tool !== "markdown") squire.focus();
  });
  // The buttons that are on where the cursor stands say so.
  const on = { bold: ["B", "STRONG"], italic: ["I", "EM"], heading: ["H1"], list: ["UL"], numbers: ["OL"], quote: ["BLOCKQUOTE"] };
  const showState = () => {
    for (const [tool, tags] of Object.entries(on)) bar.querySelector(`[data-tool=${tool}]`).setAttribute("aria-pressed", String(tags.some(inBlock)));
  };
  squire.addEventListener("pathChange", showState);
  showState();
  // The Tab key means something in a list: Esc always leads on, out of the text.
  editor.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { form.elements.status.focus(); event.preventDefault(); }
  });
  // One stop of the Tab key for the whole bar; the arrows move inside it (WAI-ARIA toolbar pattern).
  const buttons = [...bar.querySelectorAll("button")];
  buttons.forEach((button, at) => { button.tabIndex = at ? -1 : 0; });
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const at = buttons.indexOf(document.activeElement);
    const next = buttons[(at + step + buttons.length) % buttons.length];
    buttons.forEach((button) => { button.tabIndex = button === next ? 0 : -1; });
    next.focus();
    event.preventDefault();
  });

  // A figure that was searched for goes in where the cursor is.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-figure]");
    if (!button) return;
    if (raw) {
      area.setRangeText(`{{${button.dataset.figure}}}`, area.selectionStart, area.selectionEnd, "end");
      area.focus();
    } else {
      printed[button.dataset.figure] = button.dataset.text;
      // An empty element would be swept away.
      const figure = document.createElement("data");
      figure.value = button.dataset.figure;
      figure.textContent = button.dataset.text;
      squire.insertHTML(figure.outerHTML);
      showFigures();
      squire.focus();
    }
    later();
  });
  if (new URLSearchParams(window.location.search).has("markdown")) showRaw();
  if (formatted.dataset.mine) keeper.open(); else keeper.settle();
  // What this tab could not get kept before it was loaded again.
  const draft = formatted.dataset.mine ? null : keeper.draft();
  if (draft && raw && draft.given.format === "html") window.location.replace(window.location.pathname);
  else if (draft) {
    if (draft.given.format === "markdown") { if (!raw) showRaw(); area.value = draft.given.text; } else { squire.setHTML(draft.given.text); showFigures(); }
    for (const name of heads) if (form.elements[name].value !== draft.given[name]) form.elements[name].value = draft.given[name];
    form.elements.base.value = draft.base;
    keeper.say("restored");
    later();
  }
})();
