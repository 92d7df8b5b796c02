#pragma once
// The style sheet of the page of findings.
#include <string_view>

namespace tiaoli {

/// Light and dark by the reader's choice, every text at a contrast of 4.5 and more, readable from 320 pixels on, and on paper.
inline constexpr std::string_view page_style = R"(
:root {
  color-scheme: light dark;
  --page: #f4f4f1; --sheet: #fff; --ink: #1b1b1b; --soft: #555; --line: #c9c9c4; --link: #0b4ea2; --head: #eef1f4;
  --error: #a3121b; --error-back: #fdecec; --warning: #7a4b00; --warning-back: #fff4d9; --info: #1d4f7c; --info-back: #e8f1fa; --part: #fffbe6;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #161718; --sheet: #1f2122; --ink: #e9e9e6; --soft: #b4b4b0; --line: #4a4d50; --link: #8ec2ff; --head: #2a2d30;
    --error: #ff9d9d; --error-back: #442022; --warning: #ffcf7a; --warning-back: #3d3014; --info: #a5d0f7; --info-back: #1b2f42; --part: #37331c;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); line-height: 1.65;
  font-family: system-ui, "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
a { color: var(--link); }
a:focus-visible, summary:focus-visible, .scroll:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { position: static; display: inline-block; padding: .5rem 1rem; }
body > header, main, nav { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
h1 { font-size: 1.5rem; margin: 1.5rem 0 .25rem; }
h2 { font-size: 1.3rem; line-height: 1.4; margin: 0 0 .75rem; overflow-wrap: anywhere; }
h3 { font-size: 1.1rem; margin: 1.75rem 0 .5rem; }
h4, h5 { font-size: 1rem; margin: 1.25rem 0 .25rem; overflow-wrap: anywhere; }
article { margin: 1.25rem 0 2.5rem; padding: 1.5rem; background: var(--sheet); border: 1px solid var(--line); border-radius: .4rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; margin: 0; }
dt { color: var(--soft); }
dd { margin: 0; overflow-wrap: anywhere; }
p { margin: .3rem 0; overflow-wrap: anywhere; }
.verdict { font-weight: bold; }
.list { margin: 0; padding-left: 2.2rem; }
.list li { margin: .2rem 0; overflow-wrap: anywhere; }
.soft { color: var(--soft); }
.severity { font-weight: bold; }
.error > .severity, .error > .head .severity { color: var(--error); }
.warning > .severity, .warning > .head .severity { color: var(--warning); }
.info > .severity, .info > .head .severity { color: var(--info); }
.finding { margin: .5rem 0; padding: .5rem .9rem; border-left: .35rem solid; border-radius: .25rem; text-align: left; font-size: .95rem; max-width: 60rem; scroll-margin-top: 5rem; }
.finding.error { background: var(--error-back); border-color: var(--error); }
.finding.warning { background: var(--warning-back); border-color: var(--warning); }
.finding.info { background: var(--info-back); border-color: var(--info); }
.finding:target { outline: 3px solid var(--link); }
.finding p, .text .finding p { text-indent: 0; }
.finding .soft { color: var(--ink); }
.sum { font-size: 1.15rem; font-variant-numeric: tabular-nums; font-weight: bold; }
code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .95em; }
summary { cursor: pointer; color: var(--link); }
.text p { text-indent: 2em; }
.scroll { overflow-x: auto; margin: .6rem 0; }
table { border-collapse: collapse; font-size: .88rem; line-height: 1.4; }
th, td { border: 1px solid var(--line); padding: .25rem .45rem; vertical-align: middle; text-align: left; font-weight: normal; min-width: 2.4em; }
th { background: var(--head); min-width: 4em; }
th[scope="row"] { min-width: 8em; }
td:not(.figure) { min-width: 5em; }
td.figure { text-align: center; font-variant-numeric: tabular-nums; }
td.said { padding: .1rem .5rem; background: var(--sheet); }
td.said > .finding { position: sticky; left: .5rem; width: max-content; max-width: min(60rem, calc(100vw - 6.5rem)); }
.part { background: var(--part); }
.bad-error { background: var(--error-back); box-shadow: inset 0 0 0 2px var(--error); }
.bad-warning { background: var(--warning-back); box-shadow: inset 0 0 0 2px var(--warning); }
.bad-info { background: var(--info-back); box-shadow: inset 0 0 0 2px var(--info); }
mark { color: inherit; padding: 0 .1em; }
sup { line-height: 1; font-size: .75em; margin-left: .15em; }
@media (max-width: 40rem) {
  body > header, main, nav { padding: 0 .6rem; }
  article { padding: .9rem .75rem; }
  dl { grid-template-columns: 1fr; }
  dd { margin-bottom: .4rem; }
  .text p { text-indent: 0; }
  .list { padding-left: 1.6rem; }
  td.said > .finding { max-width: calc(100vw - 4rem); }
}
@media print {
  @page { size: A4; margin: 16mm 14mm; }
  :root { --page: #fff; --sheet: #fff; --ink: #000; --soft: #444; --line: #999; --link: #000; }
  body { font-size: 10.5pt; }
  nav, .skip, .back { display: none; }
  article { border: none; padding: 0; }
  .scroll { overflow: visible; }
  table { font-size: 8pt; }
  th, td { padding: .1rem .2rem; min-width: 0; }
  .finding, tr { break-inside: avoid; }
  td.said > .finding { position: static; width: auto; }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
)";

}  // namespace tiaoli
