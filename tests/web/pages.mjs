// Every page of the register with an address that shows something, found from the register's own list: a page that is added is walked.

// What programs read, and the pictures of pages.
const none = ["/card.png", "/v1", "/ocds", "/log", "/assets", "/healthz", "/readyz", "/metrics", "/openapi.json"];
const listOf = { "/awards": "awards", "/procurements": "procurements", "/commissioners": "commissioners", "/providers": "providers", "/groups": "providers?ultimate_owner=true", "/diagnostic-centres": "diagnostic-centres", "/rules": "rules" };
// What a page needs to show its task.
const asked = { "/search": "?q=community", "/areas": "?q=riverside" };

async function exampleOf(register, pattern) {
  const start = pattern.slice(0, pattern.indexOf("/{"));
  const list = listOf[start];
  if (!list) return null;
  const held = await register.json(`/v1/${list}${list.includes("?") ? "&" : "?"}limit=1`);
  const id = held.data?.[0]?.id;
  return id ? pattern.replace(/\{[a-z]+\}/, encodeURIComponent(id)) : null;
}

/** {pages: [address], unknown: [pattern]}: patterns of which no example is known are told. */
export async function pagesOf(register) {
  const { addresses } = await register.json("/v1");
  const patterns = addresses.filter(({ method, path }) => method === "GET" && !none.some((start) => path === start || path.startsWith(`${start}/`)));
  const pages = [];
  const unknown = [];
  for (const { path } of patterns) {
    const address = path.includes("{") ? await exampleOf(register, path) : path + (asked[path] ?? "");
    if (address) pages.push(address);
    else unknown.push(path);
  }
  return { pages, unknown };
}
