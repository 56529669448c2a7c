// Pages of this server become documents; the one place where text becomes HTML.
const policy = globalThis.trustedTypes?.createPolicy("tocsin-page", { createHTML: (html) => html })
  ?? { createHTML: (html) => html };

/** Parse what the server rendered; scripts in it never run. */
export function parse(html) {
  return new DOMParser().parseFromString(policy.createHTML(html), "text/html");
}

/** Fetch a page of this server. Throws where it is not one. */
export async function load(address, signal) {
  const answer = await fetch(address, { signal, headers: { Accept: "text/html" } });
  if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
  return parse(await answer.text());
}

/** Put the element with this id of another document in the place of ours. */
export function take(id, page) {
  const ours = document.getElementById(id);
  const theirs = page.getElementById(id);
  if (ours && theirs) ours.replaceWith(document.adoptNode(theirs));
}
