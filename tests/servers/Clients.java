// SPDX-License-Identifier: GPL-3.0-or-later
// What Java makes of every chain (clients.sh): FOLDER ADDRESS
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

public class Clients {
	private static SSLContext trusting(Path roots) throws Exception {
		KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
		int n = 0;
		store.load(null, null);
		try (InputStream in = Files.newInputStream(roots)) {
			for (Certificate c : CertificateFactory.getInstance("X.509").generateCertificates(in))
				store.setCertificateEntry("root" + n++, c);
		}
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(store);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trust.getTrustManagers(), null);
		return context;
	}

	private static String ask(Path roots, String address, int port) {
		try (Socket raw = new Socket()) {
			SSLContext context = trusting(roots);
			raw.connect(new InetSocketAddress(address, port), 60000);
			raw.setSoTimeout(60000);
			try (SSLSocket s = (SSLSocket) context.getSocketFactory().createSocket(raw, "www.example.test", 443, true)) {
				SSLParameters p = s.getSSLParameters();
				p.setEndpointIdentificationAlgorithm("HTTPS");
				s.setSSLParameters(p);
				s.startHandshake();
				return "ok";
			}
		} catch (Throwable e) {
			StringBuilder said = new StringBuilder();
			for (Throwable x = e; x != null; x = x.getCause())
				said.append(x.getMessage()).append(" / ");
			return said.toString().replaceAll("\\s", " ");
		}
	}

	public static void main(String[] args) throws Exception {
		for (String line : Files.readAllLines(Path.of(args[0], "chains"))) {
			String[] f = line.split("\t");
			System.out.println(f[0] + "\tJava\t17\t" + ask(Path.of(args[0], f[0] + ".pem"), args[1], Integer.parseInt(f[1])));
		}
	}
}
