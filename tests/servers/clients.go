// SPDX-License-Identifier: GPL-3.0-or-later
// What Go makes of every chain (clients.sh): FOLDER ADDRESS
package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"os"
	"strings"
	"time"
)

func ask(folder, number, address string) string {
	pem, _ := os.ReadFile(folder + "/" + number + ".pem")
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	c, err := tls.DialWithDialer(&net.Dialer{Timeout: 60 * time.Second}, "tcp", address,
		&tls.Config{ServerName: "www.example.test", RootCAs: roots})
	if err != nil {
		return strings.ReplaceAll(err.Error(), "\n", " ")
	}
	c.Close()
	return "ok"
}

func main() {
	f, err := os.Open(os.Args[1] + "/chains")
	if err != nil {
		os.Exit(1)
	}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		row := strings.Split(lines.Text(), "\t")
		fmt.Printf("%s\tGo\t1.19\t%s\n", row[0], ask(os.Args[1], row[0], os.Args[2]+":"+row[1]))
	}
}
