using System.Text;
using System.Text.Json.Nodes;

namespace MlNetSeq2Seq.Tokens;

/// <summary>
/// The files of a byte-level BPE tokenizer, GPT-2's and BART's. Source: Hugging Face, transformers 4.16, tokenization_gpt2.py, tokenization_roberta.py.
/// </summary>
internal static class PublishedByteBpe
{
    private const string PrefixSpace = "add_prefix_space";
    private const string Version = "#version: 0.2";

    public static PretrainedTokenizer Read(TokenizerFolder folder) => Create(
        folder,
        TokenizerFolder.Tokens(folder.ReadJson(TokenizerFolder.BpeVocabulary), $"'{folder.PathOf(TokenizerFolder.BpeVocabulary)}'"),
        ReadMerges(folder.PathOf(TokenizerFolder.BpeMerges)),
        new Defaults());

    /// <summary>A tokenizer of a vocabulary and merges, with what the files beside them say.</summary>
    public static PretrainedTokenizer Create(TokenizerFolder folder, List<string> tokens, IReadOnlyList<string> merges, Defaults defaults)
    {
        folder.Add(tokens);

        // BART's vocabulary has tokens of its own for beginning, end, padding, unknown and mask; GPT-2's has one for all.
        bool isBart = tokens.Contains("<s>") && tokens.Contains("</s>");
        string Usual(string bart) => isBart ? bart : ByteBpeTextTokenizerOptions.EndOfText;
        string end = folder.Token("eos_token", tokens, defaults.Last ?? Usual("</s>"));
        string unknown = folder.Token("unk_token", tokens, Usual("<unk>"));
        return new PretrainedTokenizer(new Vocabulary(tokens), new ByteBpeTextTokenizerOptions
        {
            Merges = merges,
            AddPrefixSpace = PublishedWordPiece.Value(folder.Settings, PrefixSpace, defaults.AddPrefixSpace, folder.Who),
            BeginsText = PublishedWordPiece.Value(folder.Settings, "add_bos_token", defaults.BeginsText ?? isBart, folder.Who),
            SpecialTokenNames = new SpecialTokenNames
            {
                Padding = folder.Token("pad_token", tokens, isBart ? "<pad>" : end),
                Unknown = unknown,
                Classification = folder.Token("bos_token", tokens, defaults.First ?? Usual("<s>")),
                Separator = end,
                Mask = folder.Token("mask_token", tokens, isBart ? "<mask>" : unknown),
            },
        });
    }

    public static JsonObject Write(ByteBpeTextTokenizerOptions options, int maximumLength)
    {
        SpecialTokenNames names = options.SpecialTokenNames;
        return new JsonObject
        {
            // transformers takes BART's class to put the first token before each row, GPT-2's to put none.
            ["tokenizer_class"] = options.BeginsText ? "BartTokenizer" : "GPT2Tokenizer",
            ["add_bos_token"] = options.BeginsText,
            [PrefixSpace] = options.AddPrefixSpace,
            ["errors"] = "replace",
            ["model_max_length"] = maximumLength,
            ["pad_token"] = names.Padding,
            ["unk_token"] = names.Unknown,
            ["bos_token"] = names.Classification,
            ["cls_token"] = names.Classification,
            ["eos_token"] = names.Separator,
            ["sep_token"] = names.Separator,
            ["mask_token"] = names.Mask,
        };
    }

    public static JsonObject WriteVocabulary(Vocabulary vocabulary)
    {
        var json = new JsonObject();
        for (int id = 0; id < vocabulary.Count; id++)
        {
            if (vocabulary[id].Length > 0)
            {
                json[vocabulary[id]] = id;
            }
        }

        return json;
    }

    public static void WriteMerges(Stream stream, ByteBpeTextTokenizerOptions options)
    {
        using StreamWriter writer = new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: -1, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(Version);
        foreach (string merge in options.Merges)
        {
            writer.WriteLine(merge);
        }
    }

    private static string[] ReadMerges(string path)
    {
        string[] lines = File.ReadAllLines(path, Encoding.UTF8);
        for (int i = 0; i < lines.Length; i++)
        {
            // The first line tells the version; "#" and a space elsewhere are tokens.
            bool isVersion = i == 0 && lines[i].StartsWith("#version", StringComparison.Ordinal);
            if (!isVersion && lines[i].Length > 0 && lines[i].Split(' ') is not [{ Length: > 0 }, { Length: > 0 }])
            {
                throw new InvalidDataException($"Merges '{path}': line {i + 1} is '{lines[i]}'; wanted are two tokens with a space between them.");
            }
        }

        return [.. lines.Where((line, i) => line.Length > 0 && !(i == 0 && line.StartsWith("#version", StringComparison.Ordinal)))];
    }

    /// <summary>What holds where the files beside vocabulary and merges say nothing.</summary>
    public sealed record Defaults
    {
        public bool AddPrefixSpace { get; init; }

        /// <summary>Null to go by the vocabulary.</summary>
        public bool? BeginsText { get; init; }

        /// <summary>The token before a text; null to go by the vocabulary.</summary>
        public string? First { get; init; }

        /// <summary>The token behind a text; null to go by the vocabulary.</summary>
        public string? Last { get; init; }
    }
}
