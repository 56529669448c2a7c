// The world's outline and what happens where: d3-geo and topojson-client over Natural Earth.
const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 480;
const WORLD_HEIGHT = 250;
const PEOPLED = { type: "MultiPoint", coordinates: [[-140, 78], [-75, -55], [155, 78], [179, -30], [-168, 30]] };
const ANTARCTICA = "010";
const NEAR_HEIGHT = 320;
const NEAR = { country: 11, region: 6, city: 4 }; // degrees around the place

let outline = null;

/** Draw the map of this page, where it has one. */
export async function drawMap() {
  const figure = document.getElementById("map");
  if (!figure || !globalThis.d3 || !globalThis.topojson) return;
  outline ??= fetch(new URL("../vendor/countries-110m.json", import.meta.url)).then((answer) => answer.json());
  const world = await outline;
  const svg = figure.dataset.spots === undefined ? near(figure, world) : everywhere(figure, world);
  figure.querySelector(".map-box").replaceChildren(svg);
}

/** Mark a row's place on the map while it is looked at. */
export function pointAt(row) {
  const svg = document.querySelector("#map svg");
  if (!svg?.project) return;
  svg.querySelector(".ring")?.remove();
  if (!row?.dataset.latitude) return;
  const [x, y] = svg.project([Number(row.dataset.longitude), Number(row.dataset.latitude)]);
  svg.append(make("circle", { class: "ring", cx: x, cy: y, r: 11 }));
}

function everywhere(figure, world) {
  const spots = JSON.parse(figure.dataset.spots);
  const projection = d3.geoEqualEarth().fitSize([WIDTH, WORLD_HEIGHT], PEOPLED);
  const svg = ground(projection, world, WORLD_HEIGHT);
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", `World map with stories at ${spots.length} place${spots.length === 1 ? "" : "s"}; the counts by country say the same`);
  // the largest first, so that none hides a smaller one
  for (const [longitude, latitude, count, severity, name, country, isCountry] of spots.sort((a, b) => b[2] - a[2])) {
    const [x, y] = projection([longitude, latitude]);
    const link = make("a", { href: addressOf(country), tabindex: -1 });
    const circle = make("circle", { class: "spot", cx: x, cy: y, r: Math.min(11, 4.2 + 0.75 * Math.sqrt(count - 1)) });
    circle.dataset.severity = severity;
    // the middle of a country is not where it happened: a ring, not a dot
    if (isCountry) circle.classList.add("spot-country");
    const title = make("title", {});
    title.textContent = `${name}${isCountry ? ", somewhere in it" : ""}: ${count === 1 ? "1 story" : `${count} stories`}, the worst ${severity}`;
    link.append(circle, title);
    svg.append(link);
  }
  svg.project = projection;
  return svg;
}

function near(figure, world) {
  const { latitude, longitude, resolution, name, severity } = figure.dataset;
  const center = [Number(longitude), Number(latitude)];
  const around = d3.geoCircle().center(center).radius(NEAR[resolution])();
  const projection = d3.geoMercator().fitExtent([[0, 0], [WIDTH, NEAR_HEIGHT]], around);
  const svg = ground(projection, world, NEAR_HEIGHT, center);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `Map around ${name}`);
  const [x, y] = projection(center);
  const spot = make("circle", { class: "spot", cx: x, cy: y, r: 8 });
  spot.dataset.severity = severity;
  if (resolution === "country") spot.classList.add("spot-country");
  const label = make("text", { class: "place-name", x: x + 13, y: y + 5 });
  label.textContent = name;
  svg.append(make("circle", { class: "ring", cx: x, cy: y, r: 13 }), spot, label);
  return svg;
}

function ground(projection, world, height, center) {
  const path = d3.geoPath(projection);
  const svg = make("svg", { viewBox: `0 0 ${WIDTH} ${height}` });
  const peopled = world.objects.countries.geometries.filter((one) => one.id !== ANTARCTICA);
  svg.append(make("path", { class: "land", d: path(topojson.merge(world, peopled)) ?? "" }));
  const here = center && topojson.feature(world, world.objects.countries).features.find((one) => d3.geoContains(one, center));
  if (here) svg.append(make("path", { class: "here", d: path(here) }));
  const borders = topojson.mesh(world, world.objects.countries, (one, other) => one !== other);
  svg.append(make("path", { class: "borders", d: path(borders) ?? "" }));
  return svg;
}

function addressOf(country) {
  const filters = new URLSearchParams(location.search);
  filters.delete("after");
  filters.set("country", country);
  return `${location.pathname}?${filters}`;
}

function make(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
