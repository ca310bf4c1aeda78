const form = document.querySelector("#mistakes form");
const items = [...document.querySelectorAll("#mistakes li")];

function filter() {
  const wanted = new FormData(form);
  const fits = (item) => [...wanted].every(([key, value]) => !value || item.dataset[key].split(" ").includes(value));
  for (const item of items) item.hidden = !fits(item);
  form.querySelector("output").value = items.filter((item) => !item.hidden).length;
}

function open() {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  if (target && target.tagName === "DETAILS") target.open = true;
}

form.addEventListener("change", filter);
addEventListener("hashchange", open);
filter();
open();
