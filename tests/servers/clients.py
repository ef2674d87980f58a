# SPDX-License-Identifier: GPL-3.0-or-later
# What Python makes of every chain (clients.sh): VERSION FOLDER ADDRESS
import socket
import ssl
import sys

version, folder, address = sys.argv[1:4]
for line in open(folder + "/chains"):
    number, port = line.split("\t")[:2]
    context = ssl.create_default_context(cafile="%s/%s.pem" % (folder, number))
    try:
        with socket.create_connection((address, int(port)), 60) as s:
            with context.wrap_socket(s, server_hostname="www.example.test"):
                said = "ok"
    except Exception as e:
        said = str(e)
    print(number, "Python", version, said, sep="\t")
