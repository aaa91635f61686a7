/* SPDX-License-Identifier: MIT */
#include "page_style.h"

/* clang-format off */

/*
 * A status is told by its word and its frame, and a bar by its number. Printed pages have every
 * check in a line, as far as the browser can open the parts, and of the rest what is open.
 */
const char page_style[] =
	"body{max-width:60rem}section{margin-top:1.6rem}\n"
	"h2{font-size:1.15rem;border-bottom:1px solid var(--line)}\n"
	"summary h3,summary b{display:inline;margin:0}\n"
	"pre{white-space:pre;overflow-x:auto;background:var(--box);padding:.5rem;margin:.3rem 0;"
	"overflow-wrap:normal;max-height:40rem}\n"
	"ul{margin:0;padding:0;list-style:none}\n"
	".status{font:700 .8rem ui-monospace,monospace;border:1px solid var(--line);"
	"padding:0 .35em;margin-right:.3em}\n"
	".holds{color:var(--fill);border-color:var(--fill)}"
	".fails{color:var(--page);background:var(--mark);border-color:var(--mark)}"
	".open{border-style:dashed}\n"
	".verdict{font-size:1.1rem}\n"
	".meaning{white-space:pre-wrap;background:var(--box);padding:.6rem .8rem}\n"
	".part>summary{padding:.35rem 0}.check,.run,.run details{margin-left:1.2rem}\n"
	".result{margin:.3rem 0 .6rem 1.2rem;border-left:2px solid var(--line);"
	"padding-left:.7rem}\n"
	".values code{display:inline-block;background:var(--box);padding:0 .3em;"
	"margin:0 .3em .2em 0;white-space:pre-wrap}\n"
	"dl{margin:.2rem 0;display:grid;grid-template-columns:max-content minmax(0,1fr);"
	"gap:.1rem .8rem;font-size:.9rem}"
	"dt{color:var(--dim);grid-column:1}dd{margin:0;grid-column:2;white-space:pre-wrap}\n"
	".result dd{font-family:ui-monospace,monospace;font-size:.85rem}\n"
	".chart{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(17rem,100%),1fr));"
	"gap:.8rem 2rem}figure{margin:.3rem 0;min-width:0}figcaption{font-weight:700}\n"
	".bars li{display:grid;grid-template-columns:clamp(5rem,30%,9rem) minmax(0,1fr) 5.5rem;"
	"padding:.1rem 0;line-height:1.25;gap:.5rem;align-items:center;font-size:.9rem}"
	".bars svg{height:.9rem;background:var(--box)}.bars rect{fill:var(--fill)}"
	".bars b{text-align:right;font-weight:400}\n"
	".wide{overflow-x:auto;margin:.6rem 0}table{border-collapse:collapse}"
	"th,td{border:1px solid var(--line);padding:.15rem .6rem;text-align:right;"
	"overflow-wrap:normal}th{background:var(--box)}"
	"th:first-child,td:first-child{text-align:left}\n"
	".labs td,.labs th{text-align:left}.films li{margin:.2rem 0}\n"
	":focus-visible{outline:2px solid var(--mark);outline-offset:1px}\n"
	"@media(max-width:40rem){dl{grid-template-columns:minmax(0,1fr)}dd{grid-column:1}"
	".result,.check,.run,.run details{margin-left:.3rem}}\n"
	"@media print{nav{display:none}pre{white-space:pre-wrap;max-height:none}"
	".part::details-content{content-visibility:visible;"
	"display:block;height:auto}.check,tr,figure{break-inside:avoid}}\n";
