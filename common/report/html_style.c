/* SPDX-License-Identifier: MIT */
#include "html.h"

/* clang-format off */

/* What all pages look like, in light and in dark. Nothing is told by colour alone. */
const char html_style[] =
	":root{color-scheme:light dark;--ink:#1b1b1b;--dim:#595959;--page:#fff;--box:#f4f4f4;"
	"--line:#767676;--fill:#0060a0;--mark:#9a4100}\n"
	"@media(prefers-color-scheme:dark){:root{--ink:#ececec;--dim:#b0b0b0;--page:#161616;"
	"--box:#242424;--line:#8a8a8a;--fill:#6cb6f0;--mark:#ffb066}}\n"
	"*{box-sizing:border-box}\n"
	"body{font:16px/1.45 system-ui,sans-serif;margin:0 auto;max-width:80rem;"
	"padding:0 1rem 2rem;background:var(--page);color:var(--ink);overflow-wrap:anywhere}\n"
	"h1{font-size:1.4rem;margin:1rem 0 .3rem}h2{font-size:1.05rem;margin:.6rem 0 .2rem}"
	"h3{font-size:.95rem;margin:.6rem 0 .2rem}"
	"h4{font-size:.9rem;margin:.4rem 0 .1rem;font-weight:400}p{margin:.3rem 0}\n"
	"small,.dim{color:var(--dim)}a{color:var(--fill)}\n"
	"code,pre{font-family:ui-monospace,monospace;font-size:.85rem}\n"
	"summary{cursor:pointer;padding:.2rem 0}svg{display:block;width:100%;height:auto}\n"
	"ol{list-style:none;margin:0;padding:0}\n";
