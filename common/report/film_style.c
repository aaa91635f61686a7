/* SPDX-License-Identifier: MIT */
#include "film_map.h"

/* clang-format off */

/*
 * A radio group chooses --t, in halves of an event. A shape with --b and --d is seen while
 * b <= t < d, one with --m while t == m: opacity is the one property that such a sum can set.
 * Nothing is told by colour alone.
 */
const char film_style[] =
	":root{--t:0}.gap{color:var(--dim)}.printed,.gap,h4{font-family:ui-monospace,monospace}"
	".printed{font-size:.85rem}\n"
	"main{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);gap:0 1.5rem;"
	"align-items:start}\n"
	".shown{position:sticky;top:0;max-height:100vh;overflow:auto;padding-bottom:1rem}\n"
	"ol ol{padding-left:1.2rem}\n"
	"fieldset{border:0;margin:0;padding:0;min-width:0}legend{padding:0}\n"
	".events li{border-bottom:1px solid var(--box);scroll-margin-top:1rem}\n"
	"label{display:block;padding:.25rem .2rem .25rem 1.7rem;position:relative;cursor:pointer}\n"
	"label>input{position:absolute;left:.2rem;top:.5rem}\n"
	"li:has(>label>:checked)>label{background:var(--box);outline:2px solid var(--fill);"
	"outline-offset:-2px}\n"
	"label i{font:700 .8rem ui-monospace,monospace;border:1px solid var(--line);padding:0 .3em;"
	"margin:0 .3em 0 .1em}\n"
	"label code{display:block}\n"
	"svg text{font:700 10px ui-monospace,monospace;text-anchor:middle}\n"
	".regions{display:flex;flex-direction:column}\n"
	":root:has(#high:checked) .regions{flex-direction:column-reverse}\n"
	".region svg{max-width:26rem}\n"
	".region path,.printed span{opacity:min(clamp(0,(var(--t) - var(--b))*4 + 1,1),"
	"clamp(0,(var(--d,99999999) - var(--t))*4,1))}\n"
	".cells{position:absolute;width:0;height:0}.cells rect{fill:var(--box)}"
	".cells path{stroke:var(--line);stroke-width:.5}\n"
	".r,.w,.x,.n{fill:url(#cells);stroke:var(--line);stroke-width:1}\n"
	".r{stroke-dasharray:2 1}.x{stroke-dasharray:6 2}.n{fill:none;stroke-dasharray:1 3}\n"
	".p{fill:var(--fill)}\n"
	".k{opacity:clamp(0,1 - max(var(--t) - var(--m),var(--m) - var(--t))*4,1)}\n"
	".region .k path{opacity:1}.hit,.k text{fill:var(--mark)}.k .on{fill:var(--page)}\n"
	".new,.gone{fill:none;stroke:var(--mark);stroke-width:2}.gone{stroke-dasharray:3 2}\n"
	".strip{max-width:36rem}.strip text{fill:var(--ink);font-size:12px;text-anchor:start}"
	".strip .end{text-anchor:end}.all{fill:var(--box);stroke:var(--line)}"
	".there{fill:var(--fill)}\n"
	".gap{font-size:.8rem;margin:.2rem 0;border-left:3px dotted var(--line);"
	"padding-left:.5rem}\n"
	".curve{position:relative;border:1px solid var(--line);margin:.3rem 0}"
	".curve svg{height:4rem}.curve polyline{fill:none;stroke-width:2;"
	"vector-effect:non-scaling-stroke}\n"
	".faults{stroke:var(--mark);stroke-dasharray:5 3}.resident{stroke:var(--fill)}\n"
	".picks{position:absolute;inset:0;display:flex}.picks label{padding:0;min-width:0}\n"
	".here{position:absolute;top:0;bottom:0;width:0;border-left:2px solid var(--ink);"
	"pointer-events:none;left:calc(min(var(--t)/var(--all),1)*100%)}\n"
	".printed{white-space:pre-wrap;background:var(--box);padding:.3rem .5rem;"
	"max-height:5.5rem;overflow:auto;margin:.2rem 0}\n"
	".legend{columns:2;font-size:.85rem;padding:0;margin:.2rem 0;list-style:none}"
	".legend b{font-family:ui-monospace,monospace}\n"
	".order legend{float:left;padding:.25rem 0}.order label{display:inline-block}\n"
	"nav ul{margin:0;padding-left:1.2rem;max-height:16rem;overflow:auto}\n"
	".move button{font:inherit;margin:.2rem .4rem .2rem 0}\n"
	"@media(max-width:50rem){main{grid-template-columns:minmax(0,1fr)}"
	".shown{order:-1;max-height:60vh;background:var(--page);"
	"border-bottom:2px solid var(--line);z-index:1}.legend{columns:1}}\n"
	"@media print{.shown{position:static;max-height:none;overflow:visible}"
	"main{display:block}.picks,.move{display:none}nav ul,.printed{max-height:none}"
	".events li{break-inside:avoid}}\n";

const char film_pattern[] =
	"<svg class=cells aria-hidden=true><pattern id=cells width=11 height=14 "
	"patternUnits=userSpaceOnUse><rect width=11 height=14 /><path d=\"M10.5 0v14\"/>"
	"</pattern></svg>\n";

const char film_script[] =
	"(function(){var all=[].slice.call(document.querySelectorAll('input[name=t]')),"
	"place=document.querySelector('.move');"
	"function now(){return all.filter(function(x){return x.checked})[0]}"
	"function seen(){return all.filter(function(x){return x.offsetParent})}"
	"function show(){var g=[].slice.call(document.querySelectorAll('.k')),"
	"m=now().id.slice(1),k=g.filter(function(x){return x.style.getPropertyValue('--m')==m})[0];"
	"if(k)k.closest('section').scrollIntoView({block:'nearest'})}"
	"function choose(x){if(!x)return;for(var d=x.closest('details');d;"
	"d=d.parentElement.closest('details'))d.open=true;x.checked=true;"
	"x.closest('li').scrollIntoView({block:'nearest'});show()}"
	"function step(by){var list=seen();choose(list[list.indexOf(now())+by])}"
	"[[-1,place.dataset.back],[1,place.dataset.on]].forEach(function(b){"
	"var e=document.createElement('button');e.type='button';e.textContent=b[1];"
	"e.onclick=function(){step(b[0])};place.appendChild(e)});"
	"all.forEach(function(x){x.onchange=show});"
	"function hash(){var x=document.getElementById(location.hash.slice(1));"
	"if(x&&x.name=='t')choose(x)}addEventListener('hashchange',hash);hash()})();";
