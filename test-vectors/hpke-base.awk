# From RFC 9180's vectors (compact JSON, split into a line an object by tr '{' '\n') to the cases of mode base,
# six encryptions of each, indented. Values are numbers and hex strings, so a comma always ends a field.

function fields(text, indent,    field, count, i) {
  count = split(text, field, ",")
  for (i = 1; i <= count; i++) {
    sub(/:/, ": ", field[i])
    printf "%s%s%s", (i > 1 ? ",\n" : ""), indent, field[i]
  }
}

function item(    text) {
  text = $0
  sub(/[}].*/, "", text)
  printf "%s\n   {\n", (items++ ? "," : "")
  fields(text, "    ")
  printf "\n   }"
}

BEGIN { printf "[" }

/^"mode":/ {
  base = ($0 ~ /^"mode":0,/)
  if (!base) next
  head = $0
  sub(/,"encryptions":.*/, "", head)
  printf "%s\n {\n", (cases++ ? "," : "")
  fields(head, "  ")
  printf ",\n  \"encryptions\": ["
  items = 0
  if ($0 ~ /"exports":/) printf "],\n  \"exports\": [" # an export-only suite encrypts nothing
  next
}

!base { next }

/^"aad":/ {
  if (items < 6) item()
  if ($0 ~ /"exports":/) {
    printf "\n  ],\n  \"exports\": ["
    items = 0
  }
}

/^"exporter_context":/ {
  item()
  if ($0 ~ /[}]][}]/) printf "\n  ]\n }"
}

END { printf "\n]" }
