using System.Globalization;
using System.Text.Json.Nodes;

namespace MlNetSeq2Seq.Tokens;

/// <summary>
/// The files of a SentencePiece tokenizer. Source: Hugging Face, transformers 4.16, tokenization_t5.py, tokenization_xlm_roberta.py; 4.39,
/// tokenization_llama.py.
/// </summary>
internal static class PublishedSentencePiece
{
    private const string Class = "tokenizer_class";
    private const string ExtraIds = "extra_ids";
    private const int UsualExtraIds = 100;
    private const int MostExtraIds = 10_000;
    private static readonly string[] s_fairseq = ["<s>", "<pad>", "</s>", "<unk>"];

    public static PretrainedTokenizer Read(TokenizerFolder folder, string file, int size)
    {
        string path = folder.PathOf(file);
        byte[] bytes = File.ReadAllBytes(path);
        SentencePieceFile model;
        try
        {
            model = new SentencePieceFile(bytes);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"'{path}': {e.Message}", e);
        }

        string @class = PublishedWordPiece.Value(folder.Settings, Class, "", folder.Who).Replace("Fast", "", StringComparison.Ordinal);
        bool isFairseq = @class is "XLMRobertaTokenizer" || (@class.Length == 0 && file == TokenizerFolder.SentencePiece[1]);
        bool isT5 = @class is "T5Tokenizer" or "MT5Tokenizer" || (@class.Length == 0 && model.BeginningId < 0);
        if (!isFairseq && !isT5 && @class is not ("" or "LlamaTokenizer" or "PreTrainedTokenizer"))
        {
            throw new InvalidDataException(
                $"{folder.Who} names {@class}, which puts SentencePiece's pieces into an order of its own; T5Tokenizer, XLMRobertaTokenizer and LlamaTokenizer are read.");
        }

        List<string> tokens = isFairseq ? [.. s_fairseq, .. model.Pieces.Skip(3)] : [.. model.Pieces];
        if (isFairseq)
        {
            tokens.Add("<mask>");
        }

        if (isT5)
        {
            AddSentinels(tokens, folder, size);
        }

        folder.Add(tokens);
        string unknown = folder.Token("unk_token", tokens, isFairseq ? "<unk>" : model.Pieces[model.UnknownId]);
        string end = folder.Token("eos_token", tokens, Piece(model.EndId, "</s>"));
        bool begins = !isT5 && PublishedWordPiece.Value(folder.Settings, "add_bos_token", true, folder.Who);
        return new PretrainedTokenizer(new Vocabulary(tokens), new SentencePieceTextTokenizerOptions
        {
            Model = bytes,
            BeginsText = begins,
            SpecialTokenNames = new SpecialTokenNames
            {
                Unknown = unknown,
                Separator = end,
                Classification = isT5 ? end : folder.Token("bos_token", tokens, Piece(model.BeginningId, end)),
                Padding = folder.Token("pad_token", tokens, isFairseq ? "<pad>" : Piece(model.PaddingId, unknown)),
                Mask = folder.Token("mask_token", tokens, isFairseq ? "<mask>" : unknown),
            },
        });

        string Piece(int id, string usual) => id >= 0 && id < model.Pieces.Count ? model.Pieces[id] : usual;
    }

    public static IReadOnlyList<(string Name, Action<Stream> Write)> Files(
        IVocabularyTokenizer tokenizer, SentencePieceTextTokenizerOptions options, int maximumLength, Action<Stream, JsonObject> write)
    {
        var model = new SentencePieceFile(options.Model);
        Vocabulary vocabulary = tokenizer.Vocabulary;
        bool isFairseq = vocabulary.Take(s_fairseq.Length).SequenceEqual(s_fairseq, StringComparer.Ordinal)
            && !model.Pieces.Take(s_fairseq.Length).SequenceEqual(s_fairseq, StringComparer.Ordinal);
        (string file, string @class) = isFairseq ? (TokenizerFolder.SentencePiece[1], "XLMRobertaTokenizer")
            : options.BeginsText ? (TokenizerFolder.SentencePiece[2], "LlamaTokenizer")
            : (TokenizerFolder.SentencePiece[0], "T5Tokenizer");
        string[] sentinels = [.. vocabulary.Skip(model.Pieces.Count).Where(IsSentinel)];
        SpecialTokenNames names = options.SpecialTokenNames;
        var json = new JsonObject
        {
            [Class] = @class,
            ["model_max_length"] = maximumLength,
            ["pad_token"] = names.Padding,
            ["unk_token"] = names.Unknown,
            ["eos_token"] = names.Separator,
        };
        if (options.BeginsText)
        {
            json["bos_token"] = names.Classification;
            json["add_bos_token"] = true;
        }

        if (tokenizer.SpecialTokens.HasMask)
        {
            json["mask_token"] = names.Mask;
        }

        if (@class == "T5Tokenizer")
        {
            json[ExtraIds] = sentinels.Length;
        }

        // What is neither the model's nor made by the class stands in a file of its own.
        var added = new JsonObject();
        int known = isFairseq ? model.Pieces.Count + 2 : model.Pieces.Count;
        for (int id = known; id < vocabulary.Count; id++)
        {
            if (vocabulary[id].Length > 0 && !sentinels.Contains(vocabulary[id]))
            {
                added[vocabulary[id]] = id;
            }
        }

        List<(string, Action<Stream>)> files = [(file, stream => stream.Write(options.Model)), (TokenizerFolder.Config, stream => write(stream, json))];
        if (added.Count > 0)
        {
            files.Add(("added_tokens.json", stream => write(stream, added)));
        }

        return files;
    }

    private static bool IsSentinel(string token) => token.StartsWith("<extra_id_", StringComparison.Ordinal);

    // T5's sentinels follow the pieces, the last first.
    private static void AddSentinels(List<string> tokens, TokenizerFolder folder, int size)
    {
        bool isTold = folder.Settings.ContainsKey(ExtraIds);
        int count = isTold ? PublishedWordPiece.Value(folder.Settings, ExtraIds, 0, folder.Who) : UsualExtraIds;
        if (count is < 0 or > MostExtraIds)
        {
            throw new InvalidDataException($"{folder.Who} has {ExtraIds} {count}; wanted are 0 to {MostExtraIds}.");
        }

        // mT5's network has no room for them, nor has a model that was trained with sentinels among its pieces.
        if (!isTold && ((size > 0 && tokens.Count + count > size) || tokens.Any(IsSentinel)))
        {
            return;
        }

        for (int number = count - 1; number >= 0; number--)
        {
            tokens.Add(string.Create(CultureInfo.InvariantCulture, $"<extra_id_{number}>"));
        }
    }
}
