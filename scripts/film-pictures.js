// A picture of a film's page behind an event: FILE PICTURE light|dark WORDS
'use strict';

const path = require('path');
const puppeteer = require('puppeteer-core');
const [file, picture, scheme, words] = process.argv.slice(2);

(async () => {
	const browser = await puppeteer.launch(
		{executablePath: process.env.CHROMIUM, args: ['--no-sandbox']});
	const page = await browser.newPage();
	await page.setViewport({width: 1100, height: 800});
	await page.emulateMediaFeatures([{name: 'prefers-color-scheme', value: scheme}]);
	await page.goto('file://' + path.resolve(file));
	const found = await page.evaluate(wanted => {
		const all = [...document.querySelectorAll('.events>fieldset>ol>li')]
			.filter(at => at.textContent.includes(wanted));
		const last = all[all.length - 1];
		if (!last)
			return false;
		last.querySelector('input').click();
		last.scrollIntoView({block: 'center'});
		return true;
	}, words);
	if (!found)
		throw new Error(`no event says "${words}"`);
	await page.screenshot({path: picture});
	await browser.close();
})().catch(error => { console.log(error.message); process.exit(1); });
