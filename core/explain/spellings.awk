# SPDX-License-Identifier: GPL-3.0-or-later
# How the rows of error-codes.tsv and messages.tsv are spelt, and the words of speakers.def, as C (spelling.h says what it
# is), folded as fold.c folds what people paste. Made when certcard is built, for there are thousands, and whoever asks
# for one code would wait for all of them. tests/core/test-spelling.c holds it against fold() itself. LC_ALL=C: octets.

# What fold_sign() takes for a quote or a blank.
function sign(s, is) { signs[++n_signs] = s; sign_is[n_signs] = is; sign_first[substr(s, 1, 1)] = 1 }

BEGIN {
	FS = "\t"
	SHORT = 4; LEAST = 9
	for (i = 1; i < 256; i++) {
		c = sprintf("%c", i)
		letter[c] = (i >= 48 && i <= 57) || (i >= 65 && i <= 90) || (i >= 97 && i <= 122) || i >= 128
	}
	n = split("HOST ADDR NAME URL FILE DATE PORT LIST ALG VER TEXT OID REASON ISSUER A B N M T T2", list, " ")
	for (i = 1; i <= n; i++)
		stands[list[i]] = 1
	n = split("\342\200\230 \342\200\231 \342\200\232 \342\200\234 \342\200\235 \342\200\236 \342\200\271 \342\200\272" \
		" \302\253 \302\273 &quot; &#39;", list, " ")
	for (i = 1; i <= n; i++)
		sign(list[i], "'")
	n = split("\302\240 \342\200\257 \342\200\220 \342\200\221 \342\200\223 \342\200\224 \342\200\250 &nbsp; \\n \\t \\r",
		list, " ")
	for (i = 1; i <= n; i++)
		sign(list[i], " ")
	notes[1] = "NSS text: "; notes[2] = "strerror: "; notes[3] = "text: "; notes[4] = "GnuTLS name: "
	notes[5] = "header comment: "; notes[6] = "CURLE_"
}

# The length of the word at s[i] that stands for something else, or of "{0}"; 0: none.
function wild_at(s, i,    j) {
	if (substr(s, i, 1) == "{") {
		j = index(substr(s, i), "}")
		return j
	}
	for (j = i; letter[substr(s, j, 1)]; j++)
		;
	return substr(s, i, j - i) in stands ? j - i : 0
}

# The marks of a quoted mail at the beginning.
function quoted(s,    i) {
	for (i = 1; substr(s, i, 1) ~ /[>|]/ || (i > 1 && substr(s, i, 2) ~ /^ [>|]$/); i++)
		;
	return i
}

# One letter or sign of a text, put behind what is there.
function put(out, c, before, after) {
	if (index(" \t\r\f\v_-", c) > 0)
		return out == "" || out ~ / $/ ? out : out " "
	if (index("\"`*\\", c) > 0)
		return out
	if (c == "'")
		return letter[before] && letter[after] ? out c : out
	return out tolower(c)
}

function fold(s, wild,    i, k, c, step, out, spaced) {
	spaced = wild && index(s, " ") > 0
	out = ""
	for (i = quoted(s); i <= length(s); i += step) {
		c = substr(s, i, 1)
		if (spaced && c ~ /[{A-Z]/ && (i == 1 || !letter[substr(s, i - 1, 1)]) && (step = wild_at(s, i)) > 0) {
			out = out "\001"
			continue
		}
		step = 1
		if (c in sign_first)
			for (k = 1; k <= n_signs; k++)
				if (substr(s, i, length(signs[k])) == signs[k]) {
					step = length(signs[k])
					c = sign_is[k]
					break
				}
		out = put(out, c, i > 1 ? substr(s, i - 1, 1) : " ", substr(s, i + step, 1))
	}
	sub(/ $/, "", out)
	return out
}

# A spelling of the row of this number; of no row (-1): a mark.
function keep(text, row, mark) {
	if (!(text in of)) {
		of[text] = ++n_texts
		texts[n_texts] = text
	}
	if (row >= 0) {
		rows[of[text]] = rows[of[text]] row ", "
		counts[of[text]]++
	} else {
		marks[of[text]] = marks[of[text]] " | MARK_" mark
	}
}

# Without the sign at its end, which people leave out; if enough is left of it. "(60)" is curl's exit status, a number.
function add(words, row, wild,    text, i, letters) {
	while (words ~ /[.: ]$/)
		words = substr(words, 1, length(words) - 1)
	if (words == "" || words ~ /^\([0-9]/)
		return
	text = fold(words, wild)
	letters = 0
	for (i = 1; i <= length(text); i++)
		letters += letter[substr(text, i, 1)]
	if (letters >= (index(text, "\001") > 0 ? LEAST : SHORT))
		keep(text, row)
}

# Without what Chrome or Java puts in front.
function bare(code, row,    at) {
	if (code ~ /^NET::/)
		add(substr(code, 6), row, 1)
	else if (code ~ /^java/ && (at = index(code, ": ")) > 0 && index(substr(code, at + 2), " ") > 0)
		add(substr(code, at + 2), row, 1)
}

# Other spellings stand in the notes, up to the next semicolon.
function noted(note, row,    i, at, words) {
	for (i = 1; i <= 6; i++) {
		at = index(note, notes[i])
		if (at == 0 || (at > 1 && substr(note, at - 1, 1) != " "))
			continue
		words = substr(note, i == 6 ? at : at + length(notes[i]))
		sub(/;.*/, "", words)
		add(words, row, 0)
	}
}

FNR == 1 { files++ }

files == 3 && match($0, /^MARK\([A-Z_]+, "/) {
	name = substr($0, 6, RLENGTH - 8)
	text = substr($0, RLENGTH + 1)
	sub(/"\).*/, "", text)
	if (name != "name")
		keep(fold(text, 0), -1, name)
}

files == 3 || FNR == 1 { next }

{
	row = n_rows++
	add($3, row, 1)
	bare($3, row)
	noted($4, row)
}

# The words of a text as "at at": where each begins, but for one behind what stands for anything.
function words_of(text,    i, c, within, list) {
	within = 0
	for (i = 1; i <= length(text); i++) {
		c = substr(text, i, 1)
		if (letter[c] && !within)
			list = list " " i
		within = letter[c] || c == "\001"
	}
	return list
}

# What a text is looked up by: the eight letters, or four, at the beginning of one of its words that begin the fewest.
function gram(text, at, width,    g) {
	g = substr(text, at, width)
	return length(g) == width && index(g, "\001") == 0 ? g : ""
}

function count_grams(    i, k, n, list, g) {
	for (i = 1; i <= n_texts; i++) {
		n = split(words_of(texts[i]), list, " ")
		for (k = 1; k <= n; k++) {
			if ((g = gram(texts[i], list[k], 8)) != "")
				grams[g]++
			if ((g = gram(texts[i], list[k], 4)) != "")
				grams[g]++
		}
	}
}

function anchor(text,    width, n, k, list, g, least, best) {
	n = split(words_of(text), list, " ")
	for (width = 8; width >= 4; width -= 4) {
		least = 0
		for (k = 1; k <= n; k++)
			if ((g = gram(text, list[k], width)) != "" && (least == 0 || grams[g] < least)) {
				least = grams[g]
				best = list[k]
			}
		if (least > 0)
			return best - 1 ", " width
	}
	return "0, 0"
}

END {
	count_grams()
	print "static const char spelling_words[] ="
	for (i = 1; i <= n_texts; i++) {
		text = texts[i]
		gsub(/[\\"]/, "\\\\&", text)
		gsub(/\001/, "\" \"\\001\" \"", text)
		print "\"" text "\\0\""
	}
	print "\"\";\nstatic const uint16_t spelling_rows[] = {"
	for (i = 1; i <= n_texts; i++)
		if (counts[i] > 0)
			print rows[i]
	print "};\nstatic const struct spelling spelling_table[] = {"
	at = first = 0
	for (i = 1; i <= n_texts; i++) {
		print "{ " at ", " length(texts[i]) ", " first ", " (counts[i] + 0) ", " anchor(texts[i]) ", 0" marks[i] " },"
		at += length(texts[i]) + 1
		first += counts[i]
	}
	print "};"
}
