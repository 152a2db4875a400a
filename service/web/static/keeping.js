// Sends what somebody wrote without leaving the page. It stays in this tab until it is kept, whatever becomes of the
// line, of the session or of the server: `collect` gives what is written by field, `kept` takes what the server says.
"use strict";
window.plansatsKeeper = ({ form, told, collect, kept, pause = 0 }) => {
  const name = `draft:${form.dataset.who}:${window.location.pathname}`;
  const beside = form.querySelector(".signed-out");
  const written = () => JSON.stringify(collect());
  let saved = written();
  let timer = 0;
  let going = null;

  const isOpen = () => written() !== saved;
  const say = (kind, more = "") => {
    told.textContent = (kind && told.dataset[kind]) + more;
    if (beside) beside.hidden = kind !== "signedOut";
  };
  const forget = () => { try { sessionStorage.removeItem(name); } catch { /* no store here */ } };
  const remember = () => {
    try { sessionStorage.setItem(name, JSON.stringify({ base: form.elements.base.value, given: collect() })); } catch { /* full, or none */ }
  };
  const draft = () => {
    try {
      const found = JSON.parse(sessionStorage.getItem(name) || "null");
      return found && JSON.stringify(found.given) !== saved ? found : null;
    } catch { return null; }
  };

  // A session ends, and the same person signs in again in another tab: from then on this page has the new token.
  const renewed = async () => {
    const answer = await fetch("/v1/session", { headers: { Accept: "application/json" } });
    if (answer.status === 401) return "signedOut";
    if (!answer.ok) throw new Error(String(answer.status));
    const found = await answer.json();
    if (found.id !== form.dataset.who) return "signedOut";
    if (found.csrf === form.elements.csrf.value) return "forbidden";
    for (const field of document.querySelectorAll("input[name=csrf]")) field.value = found.csrf;
    document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRF-Token": found.csrf }));
    return "";
  };
  const post = async (given) => {
    const body = new FormData(form);
    for (const [field, value] of Object.entries(given)) body.set(field, value);
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Autosave": "1" } });
    if (answer.status === 401 || answer.status === 403) return { state: "turned" };
    if (!(answer.headers.get("Content-Type") || "").startsWith("application/json")) throw new Error(String(answer.status));
    return answer.json();
  };
  const asked = async (given) => {
    const found = await post(given);
    if (found.state !== "turned") return found;
    const state = await renewed();
    return state ? { state } : post(given);
  };

  const once = async () => {
    const given = collect();
    const sent = JSON.stringify(given);
    if (sent === saved) return "same";
    // A save that is quick is not announced twice.
    const slow = setTimeout(() => say("saving"), 800);
    let found;
    try {
      found = await asked(given);
    } catch {
      found = { state: "offline" };
    }
    clearTimeout(slow);
    if (found.state === "kept") {
      saved = sent;
      kept(found);
      if (isOpen()) remember(); else forget();
      say(found.joined ? "joined" : "saved");
    } else {
      if (found.state === "offline" && pause) timer = setTimeout(send, 5 * pause);
      say(found.state, found.faults ? " " + found.faults.map((fault) => `${fault.where} ${fault.message} ${fault.remedy}`.trim()).join(" ") : "");
    }
    return found.state;
  };
  const send = async () => {
    clearTimeout(timer);
    if (going) await going;
    going = once();
    const state = await going;
    going = null;
    return state;
  };

  const changed = () => {
    // An editor also tells of what the page itself did to it.
    if (!isOpen()) { forget(); return; }
    remember();
    if (!pause) return;
    clearTimeout(timer);
    timer = setTimeout(send, pause);
  };
  const again = () => { if (pause && isOpen()) send(); };
  window.addEventListener("online", again);
  window.addEventListener("focus", again);
  // What only the kept fields know, after the page itself changed them: nobody wrote that.
  const settle = () => { saved = written(); };
  // What the page shows was sent before and not kept.
  const open = () => { saved = ""; };
  let leaving = false;
  window.addEventListener("beforeunload", (event) => { if (!leaving && isOpen()) { again(); event.preventDefault(); } });
  const leave = () => { leaving = true; forget(); };
  return { changed, send, say, draft, forget, settle, open, leave, isOpen };
};
