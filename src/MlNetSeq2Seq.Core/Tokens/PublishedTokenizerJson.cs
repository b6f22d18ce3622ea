using System.Text.Json.Nodes;

namespace MlNetSeq2Seq.Tokens;

/// <summary>
/// A tokenizer in one file, <c>tokenizer.json</c>, as Hugging Face's tokenizers write it: WordPiece of BERT's form and byte-level BPE.
/// Source: huggingface/tokenizers 0.10 to 0.21, the serialized forms of its parts; transformers 4.16, convert_slow_tokenizer.py.
/// </summary>
/// <remarks>
/// Truncation, padding and the decoder are left to who uses the tokenizer. All else that changes tokens is followed, or refused by its name.
/// </remarks>
internal sealed class PublishedTokenizerJson
{
    private const string Version = "1.0";

    private readonly TokenizerFolder _folder;
    private readonly string _who;
    private readonly JsonObject _json;
    private readonly JsonObject _model;

    private PublishedTokenizerJson(TokenizerFolder folder)
    {
        _folder = folder;
        _who = $"'{folder.PathOf(TokenizerFolder.Fast)}'";
        _json = folder.ReadJson(TokenizerFolder.Fast);
        _model = _json["model"] as JsonObject ?? throw new InvalidDataException($"{_who} has no model; wanted is a file of Hugging Face's tokenizers.");
    }

    public static PretrainedTokenizer Read(TokenizerFolder folder)
    {
        var file = new PublishedTokenizerJson(folder);
        string version = PublishedWordPiece.Value(file._json, "version", Version, file._who);
        if (version != Version)
        {
            throw new InvalidDataException($"{file._who} is of version '{version}'; {Version} is read.");
        }

        // Older files do not name their model.
        string type = PublishedWordPiece.Value(file._model, "type", file._model.ContainsKey("merges") ? "BPE" : "WordPiece", file._who);
        return type switch
        {
            "WordPiece" => file.ReadWordPiece(),
            "BPE" => file.ReadByteBpe(),
            _ => throw file.Unread("model", type, "WordPiece and BPE are"),
        };
    }

    private PretrainedTokenizer ReadWordPiece()
    {
        JsonObject normalizer = Part(_json["normalizer"], "normalizer", "BertNormalizer") ?? throw Unread("normalizer", "null", "BertNormalizer is");
        _ = Part(_json["pre_tokenizer"], "pre_tokenizer", "BertPreTokenizer") ?? throw Unread("pre_tokenizer", "null", "BertPreTokenizer is");
        Want(_model, "continuing_subword_prefix", "##", "##");
        Want(normalizer, "clean_text", true, true);
        List<string> tokens = Tokens();
        var usual = new SpecialTokenNames();
        (string? first, string? last) = Template();
        if (first is null != last is null)
        {
            throw new InvalidDataException($"{_who} puts a special token on one side of a text only, where BERT has one on both.");
        }

        // What the settings beside the file say comes first, as with transformers.
        JsonObject settings = _folder.Settings.DeepClone().AsObject();
        Add(settings, "do_lower_case", normalizer["lowercase"]);
        Add(settings, "strip_accents", normalizer["strip_accents"]);
        Add(settings, "tokenize_chinese_chars", normalizer["handle_chinese_chars"]);
        Add(settings, "max_input_chars_per_word", _model["max_input_chars_per_word"]);
        settings["unk_token"] = _folder.Token("unk_token", tokens, PublishedWordPiece.Value(_model, "unk_token", usual.Unknown, _who));
        settings["cls_token"] = _folder.Token("cls_token", tokens, first ?? usual.Classification);
        settings["sep_token"] = _folder.Token("sep_token", tokens, last ?? usual.Separator);
        settings["pad_token"] = _folder.Token("pad_token", tokens, usual.Padding);
        settings["mask_token"] = _folder.Token("mask_token", tokens, usual.Mask);
        return new PretrainedTokenizer(new Vocabulary(tokens), PublishedWordPiece.Read(settings, _who));
    }

    private PretrainedTokenizer ReadByteBpe()
    {
        if (_json["normalizer"] is { } normalizer)
        {
            throw Unread("normalizer", TypeOf(normalizer), "none is with BPE");
        }

        JsonObject bytes = Part(_json["pre_tokenizer"], "pre_tokenizer", "ByteLevel") ?? throw Unread("pre_tokenizer", "null", "ByteLevel is with BPE");
        Want(bytes, "use_regex", true, true);
        Want(_model, "continuing_subword_prefix", "", "");
        Want(_model, "end_of_word_suffix", "", "");
        Want(_model, "byte_fallback", false, false);
        Want(_model, "ignore_merges", false, false);
        Want(_model, "dropout", 0.0, 0.0);
        (string? first, string? last) = Template();
        return PublishedByteBpe.Create(_folder, Tokens(), Merges(), new PublishedByteBpe.Defaults
        {
            AddPrefixSpace = PublishedWordPiece.Value(bytes, "add_prefix_space", true, _who),
            BeginsText = _json["post_processor"] is null ? null : first is not null,
            First = first,
            Last = last,
        });
    }

    private List<string> Tokens()
    {
        List<string> tokens = TokenizerFolder.Tokens(_model["vocab"] as JsonObject ?? throw new InvalidDataException($"{_who} has no model.vocab."), _who);
        List<(int Id, string Token)> added = [];
        foreach (JsonNode? entry in _json["added_tokens"] as JsonArray ?? [])
        {
            added.Add(entry is JsonObject token && PublishedWordPiece.Value(token, "id", -1, _who) is >= 0 and var id && PublishedWordPiece.Value(token, "content", "", _who) is { Length: > 0 } content
                ? (id, content)
                : throw new InvalidDataException($"{_who} has the added token {entry?.ToJsonString() ?? "null"}; wanted are id and content."));
        }

        _folder.Add(tokens, added);
        return tokens;
    }

    // Pairs since tokenizers 0.20, lines as those of merges.txt before.
    private string[] Merges() =>
    [
        .. (_model["merges"] as JsonArray ?? throw new InvalidDataException($"{_who} has no model.merges.")).Select((merge, i) => merge switch
        {
            JsonValue line when line.TryGetValue(out string? text) && text.Split(' ') is [{ Length: > 0 }, { Length: > 0 }] => text,
            JsonArray and [JsonValue left, JsonValue right] when left.TryGetValue(out string? a) && right.TryGetValue(out string? b) && IsToken(a) && IsToken(b) => $"{a} {b}",
            _ => throw new InvalidDataException($"{_who} has merge {i} {merge?.ToJsonString() ?? "null"}; wanted are two tokens."),
        }),
    ];

    private static bool IsToken(string text) => text.Length > 0 && !text.Contains(' ', StringComparison.Ordinal);

    // The special tokens before and behind a text: null where there is none.
    private (string? First, string? Last) Template()
    {
        (string? First, string? Last) found = default;
        foreach (JsonObject processor in Parts(_json["post_processor"], "post_processor"))
        {
            switch (TypeOf(processor))
            {
                case "BertProcessing" or "RobertaProcessing":
                    found = (Written(processor["cls"]), Written(processor["sep"]));
                    break;
                case "TemplateProcessing":
                    found = Single(processor["single"] as JsonArray ?? []);
                    break;
                case "ByteLevel":
                    break; // offsets alone
                case var other:
                    throw Unread("post_processor", other, "BertProcessing, RobertaProcessing, TemplateProcessing and ByteLevel are");
            }
        }

        return found;
    }

    private (string? First, string? Last) Single(JsonArray template)
    {
        string?[] special = [.. template.Select(part => ((part as JsonObject)?["SpecialToken"] as JsonObject)?["id"] is JsonValue id && id.TryGetValue(out string? text) ? text : null)];
        int text = Array.IndexOf(special, null);
        bool isOneText = text >= 0 && Array.LastIndexOf(special, null) == text && (template[text] as JsonObject)?["Sequence"] is not null;
        return isOneText && text <= 1 && special.Length - text <= 2
            ? (text == 1 ? special[0] : null, special.Length - text == 2 ? special[^1] : null)
            : throw new InvalidDataException($"{_who} has the post_processor template {template.ToJsonString()}; a text with at most one special token before it and one behind it is read.");
    }

    // BertProcessing writes a token as its text and its id.
    private string Written(JsonNode? token) => token is JsonArray and [JsonValue text, ..] && text.TryGetValue(out string? found)
        ? found
        : throw new InvalidDataException($"{_who} has the post_processor token {token?.ToJsonString() ?? "null"}; wanted are its text and its id.");

    // The one part of this type: a sequence may hold it alone.
    private JsonObject? Part(JsonNode? node, string member, string wanted)
    {
        JsonObject[] parts = [.. Parts(node, member)];
        return parts switch
        {
            [] => null,
            [var part] when TypeOf(part) == wanted => part,
            _ => throw Unread(member, string.Join(" and ", parts.Select(TypeOf)), $"{wanted} is"),
        };
    }

    // Each kind of part has a name of its own for the list of a sequence.
    private IEnumerable<JsonObject> Parts(JsonNode? node, string member) => node switch
    {
        null => [],
        JsonObject part when TypeOf(part) != "Sequence" => [part],
        JsonObject sequence when (sequence["normalizers"] ?? sequence["pretokenizers"] ?? sequence["processors"]) is JsonArray parts => parts.SelectMany(part => Parts(part, member)),
        _ => throw new InvalidDataException($"{_who} has a {member} that is no part of a tokenizer: {node.ToJsonString()}."),
    };

    private static string TypeOf(JsonNode part) => part is JsonObject { } json && json["type"] is JsonValue value && value.TryGetValue(out string? type) ? type : "(none)";

    private void Want<T>(JsonObject part, string name, T usual, T wanted)
    {
        T found = PublishedWordPiece.Value(part, name, usual, _who);
        if (!EqualityComparer<T>.Default.Equals(found, wanted))
        {
            throw new InvalidDataException($"{_who} has {name} {part[name]!.ToJsonString()} in its {TypeOf(part)}, which is not done here; {JsonValue.Create(wanted)?.ToJsonString()} is.");
        }
    }

    private static void Add(JsonObject settings, string name, JsonNode? value)
    {
        if (settings[name] is null && value is not null)
        {
            settings[name] = value.DeepClone();
        }
    }

    private InvalidDataException Unread(string member, string found, string read) => new($"{_who} has the {member} {found}, which is not read; {read}.");
}
