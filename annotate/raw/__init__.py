"""Raw files → lines of text that know their raw offsets: encodings, markup, furniture, paragraphs, titles."""
