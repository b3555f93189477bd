/* While a large export is made: how many rows stand in it. The file itself comes as the answer. */
(function () {
  "use strict";
  var room = document.getElementById("export-progress");
  var form = document.getElementById("export-form");
  if (!room || !form) { return; }
  var asking = null;
  function say(text) { room.hidden = false; room.textContent = text; }
  function ask() {
    var road = new XMLHttpRequest();
    road.open("GET", "/office/reports/export/now");
    road.setRequestHeader("Accept", "application/json");
    road.onload = function () {
      var told;
      try { told = JSON.parse(road.responseText); } catch (broken) { return; }
      if (!told.made) {
        say(room.getAttribute("data-rows").replace("{rows}", told.rows));
      } else if (room.getAttribute("data-begun")) {
        window.clearInterval(asking);
        say(room.getAttribute("data-made"));
      }
      if (!told.made) { room.setAttribute("data-begun", "1"); }
    };
    road.send();
  }
  form.addEventListener("submit", function () {
    window.clearInterval(asking);
    room.removeAttribute("data-begun");
    say(room.getAttribute("data-wait"));
    asking = window.setInterval(ask, 1000);
  });
})();
