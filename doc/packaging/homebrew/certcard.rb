# SPDX-License-Identifier: GPL-3.0-or-later
# The sum is that of the archive that `make dist` makes. Linux alone: certcard waits with eventfd and signalfd.
class Certcard < Formula
  desc "Shows a server's certificate chain as cards, with a verdict"
  homepage "https://certcard.example/"
  url "https://certcard.example/certcard-0.1.0.tar.xz"
  sha256 "0000000000000000000000000000000000000000000000000000000000000000"
  license "GPL-3.0-or-later"

  depends_on "gettext" => :build
  depends_on "pkgconf" => :build
  depends_on "ca-certificates"
  depends_on "curl"
  depends_on "gmp"
  depends_on "gnutls"
  depends_on "libidn2"
  depends_on "libpsl"
  depends_on "libunistring"
  depends_on :linux
  depends_on "ncurses"
  depends_on "unbound"

  def install
    system "./configure", *std_configure_args, "--with-trust-bundle=#{Formula["ca-certificates"].pkgetc}/cert.pem"
    system "make", "install"
  end

  test do
    assert_match "ended on", shell_output("#{bin}/certcard -f text demo:expired", 2)
  end
end
