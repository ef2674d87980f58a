// SPDX-License-Identifier: GPL-3.0-or-later
// What Node makes of every chain (clients.sh): FOLDER ADDRESS
const fs = require('fs'), tls = require('tls');
const [folder, address] = process.argv.slice(2);

const ask = (number, port) => new Promise(done => {
	const options = { host: address, port: +port, servername: 'www.example.test', timeout: 60000,
		ca: fs.readFileSync(`${folder}/${number}.pem`, 'utf8') };
	const s = tls.connect(options, () => { done('ok'); s.destroy(); });
	s.on('error', e => done(`${e.code} ${e.message}`));
	s.on('timeout', () => { done('timeout'); s.destroy(); });
});

(async () => {
	for (const line of fs.readFileSync(folder + '/chains', 'utf8').trim().split('\n')) {
		const [number, port] = line.split('\t');
		console.log([number, 'Node', '20', (await ask(number, port)).replace(/\s/g, ' ')].join('\t'));
	}
})();
