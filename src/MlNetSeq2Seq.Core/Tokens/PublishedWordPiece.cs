using System.Text.Json.Nodes;

namespace MlNetSeq2Seq.Tokens;

/// <summary>
/// The <c>tokenizer_config.json</c> of a BERT tokenizer. Source: Hugging Face, transformers 4.16, tokenization_bert.py. What our options
/// have beyond that stands in members of its own, which transformers passes over.
/// </summary>
internal static class PublishedWordPiece
{
    private const string LowerCase = "do_lower_case";
    private const string StripAccents = "strip_accents";
    private const string ChineseCharacters = "tokenize_chinese_chars";
    private const string MaximumWordLength = "max_input_chars_per_word";
    private const string KeepSpecialTokens = "keep_special_tokens";
    private const string Cleaning = "cleaning";

    public static PretrainedTokenizer Read(TokenizerFolder folder)
    {
        string path = folder.PathOf(TokenizerFolder.WordPiece);
        return new PretrainedTokenizer(Vocabulary.ReadFile(path), Read(folder.Settings, folder.Who));
    }

    public static BertTextTokenizerOptions Read(JsonObject json, string who)
    {
        var defaults = new BertTextTokenizerOptions();
        bool lowerCase = Value(json, LowerCase, defaults.LowerCase, who);
        if (Value(json, StripAccents, lowerCase, who) != lowerCase || !Value(json, ChineseCharacters, true, who))
        {
            throw new InvalidDataException(
                $"{who} asks for other than that letters lose their marks where they are made small and that ideographs are cut apart; "
                + "BertTextTokenizer does nothing else.");
        }

        string cleaning = Value(json, Cleaning, defaults.Cleaning.ToString(), who);
        return new BertTextTokenizerOptions
        {
            LowerCase = lowerCase,
            MaximumWordLength = Value(json, MaximumWordLength, defaults.MaximumWordLength, who),
            KeepSpecialTokens = Value(json, KeepSpecialTokens, defaults.KeepSpecialTokens, who),
            Cleaning = Enum.TryParse(cleaning, out BertCleaning known)
                ? known
                : throw new InvalidDataException($"{who} has {Cleaning} '{cleaning}', which this version does not know."),
            SpecialTokenNames = new SpecialTokenNames
            {
                Padding = Token(json, "pad_token", defaults.SpecialTokenNames.Padding, who),
                Unknown = Token(json, "unk_token", defaults.SpecialTokenNames.Unknown, who),
                Classification = Token(json, "cls_token", defaults.SpecialTokenNames.Classification, who),
                Separator = Token(json, "sep_token", defaults.SpecialTokenNames.Separator, who),
                Mask = Token(json, "mask_token", defaults.SpecialTokenNames.Mask, who),
            },
        };
    }

    public static JsonObject Write(BertTextTokenizerOptions options, int maximumLength)
    {
        var defaults = new BertTextTokenizerOptions();
        var json = new JsonObject
        {
            ["tokenizer_class"] = "BertTokenizer",
            [LowerCase] = options.LowerCase,
            [ChineseCharacters] = true,
            [StripAccents] = null,
            ["model_max_length"] = maximumLength,
            ["pad_token"] = options.SpecialTokenNames.Padding,
            ["unk_token"] = options.SpecialTokenNames.Unknown,
            ["cls_token"] = options.SpecialTokenNames.Classification,
            ["sep_token"] = options.SpecialTokenNames.Separator,
            ["mask_token"] = options.SpecialTokenNames.Mask,
        };
        AddIfOther(MaximumWordLength, options.MaximumWordLength, defaults.MaximumWordLength);
        AddIfOther(KeepSpecialTokens, options.KeepSpecialTokens, defaults.KeepSpecialTokens);
        AddIfOther(Cleaning, options.Cleaning.ToString(), defaults.Cleaning.ToString());
        return json;

        void AddIfOther<T>(string name, T value, T usual)
        {
            if (!EqualityComparer<T>.Default.Equals(value, usual))
            {
                json[name] = JsonValue.Create(value);
            }
        }
    }

    // Newer files write a token as an object with its text and flags.
    internal static string Token(JsonObject json, string name, string usual, string who) =>
        json[name] is JsonObject token ? Value(token, "content", usual, who) : Value(json, name, usual, who);

    internal static T Value<T>(JsonObject json, string name, T usual, string who) => json[name] switch
    {
        null => usual,
        JsonValue value when value.TryGetValue(out T? found) => found,
        JsonNode other => throw new InvalidDataException($"{who} has {name} {other.ToJsonString()}, which is no {typeof(T).Name}."),
    };
}
