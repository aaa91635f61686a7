// Opens pages in chromium and says what is wrong with them; scripts/check-page tells of it.
'use strict';

const path = require('path');
const fs = require('fs');
const puppeteer = require('puppeteer-core');
const axe = fs.readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const widths = [390, 1280];
const schemes = ['light', 'dark'];
let wrong = 0;

function complain(page, where, what) {
	console.log(`${page} ${where}: ${what}`);
	wrong++;
}

async function open(browser, file, width, scheme, scripts) {
	const page = await browser.newPage();
	await page.setViewport({width, height: 900});
	await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: scheme}]);
	await page.setJavaScriptEnabled(scripts);
	page.on('request', request => {
		if (!request.url().startsWith('file:') || request.url().includes('favicon'))
			complain(file, 'loading', 'asks for ' + request.url());
	});
	page.on('pageerror', error => complain(file, 'loading', error.message));
	await page.goto('file://' + path.resolve(file));
	return page;
}

// What axe-core and the layout say of a page as it is.
async function look(page, file, where) {
	const found = await page.evaluate(async source => {
		(0, eval)(source);
		const seen = await window.axe.run(document);
		return {
			violations: seen.violations.map(at => at.id + ': ' +
				at.nodes.slice(0, 3).map(node => node.html.slice(0, 120)).join(' | ')),
			passes: seen.passes.length,
			width: document.documentElement.scrollWidth,
			window: window.innerWidth,
		};
	}, axe);
	found.violations.forEach(what => complain(file, where, what));
	if (found.passes === 0)
		complain(file, where, 'axe-core has looked at nothing');
	if (found.width > found.window)
		complain(file, where, `${found.width} pixels wide in a window of ${found.window}`);
}

// The shapes that are seen: those whose opacity is not 0.
function seen(page) {
	return page.evaluate(() => [...document.querySelectorAll('.region path, .region .k')]
		.map(at => getComputedStyle(at).opacity > 0.5 ? 1 : 0).join(''));
}

// In the page of a film arrow keys choose the next event, and the picture follows, with scripts
// switched off too.
async function step(page, file, where) {
	if (!await page.$('input[name=t]'))
		return;
	const before = await seen(page);
	await page.focus('input[name=t]:checked');
	for (let i = 0; i < 3; i++)
		await page.keyboard.press('ArrowDown');
	const chosen = await page.evaluate(() =>
		[...document.querySelectorAll('input[name=t]')].findIndex(at => at.checked));
	if (chosen <= 0)
		complain(file, where, 'the arrow keys choose nothing');
	if (await seen(page) === before)
		complain(file, where, 'another event shows the same');
}

// Each detail open, so that what is folded is looked at too.
function openAll(page) {
	return page.evaluate(() =>
		document.querySelectorAll('details').forEach(at => { at.open = true; }));
}

(async () => {
	const browser = await puppeteer.launch(
		{executablePath: process.env.CHROMIUM, args: ['--no-sandbox']});
	for (const file of process.argv.slice(2)) {
		for (const width of widths)
			for (const scheme of schemes) {
				const where = `(${width} ${scheme})`;
				const page = await open(browser, file, width, scheme, true);
				await step(page, file, where);
				await openAll(page);
				await look(page, file, where);
				await page.close();
			}
		const page = await open(browser, file, 1280, 'light', false);
		await step(page, file, '(without scripts)');
		await page.close();
	}
	await browser.close();
	process.exit(wrong ? 1 : 0);
})().catch(error => { console.log(error.stack); process.exit(99); });
