"use strict";
(() => {
  const figures = JSON.parse(document.getElementById("figures").textContent);
  const percent = { min: 0, max: 1 };
  const chart = (id, type, data, options) =>
    new Chart(document.getElementById(id), {
      type,
      data,
      options: { animation: false, maintainAspectRatio: false, ...options },
    });

  chart("tags", "bar", {
    labels: figures.tags.map((one) => one.tag),
    datasets: [
      { label: "precision", data: figures.tags.map((one) => one.precision) },
      { label: "recall", data: figures.tags.map((one) => one.recall) },
    ],
  }, { indexAxis: "y", scales: { x: percent } });

  chart("calibration", "scatter", {
    datasets: [
      {
        label: "right",
        data: figures.calibration.map((bin) => ({ x: bin.confidence, y: bin.share, proposals: bin.proposals })),
        pointRadius: figures.calibration.map((bin) => 3 + Math.sqrt(bin.proposals)),
      },
      { label: "as claimed", data: [{ x: 0, y: 0 }, { x: 1, y: 1 }], type: "line", pointRadius: 0, borderDash: [4, 4] },
    ],
  }, {
    scales: { x: { ...percent, title: { display: true, text: "confidence" } }, y: percent },
    plugins: {
      tooltip: {
        callbacks: {
          label: (at) => at.raw.proposals === undefined
            ? ""
            : `${at.raw.proposals} proposals, ${Math.round(at.raw.y * 100)} % right`,
        },
      },
    },
  });

  chart("latency", "bar", {
    labels: figures.latency.map((bin) => bin.label),
    datasets: [{ label: "cases", data: figures.latency.map((bin) => bin.cases) }],
  }, { scales: { y: { beginAtZero: true, ticks: { precision: 0 } } } });

  chart("stages", "bar", {
    labels: figures.stages.map((one) => one.stage),
    datasets: [{ label: "expected writes", data: figures.stages.map((one) => one.misses) }],
  }, { indexAxis: "y", scales: { x: { beginAtZero: true, ticks: { precision: 0 } } } });

  const failing = document.getElementById("failing");
  const find = document.getElementById("find");
  const filter = () => {
    const wanted = find.value.toLowerCase();
    for (const one of document.querySelectorAll(".case")) {
      one.hidden =
        (failing.checked && one.dataset.fault !== "true") ||
        (wanted !== "" && !one.textContent.toLowerCase().includes(wanted));
    }
  };
  failing.addEventListener("change", filter);
  find.addEventListener("input", filter);
})();
