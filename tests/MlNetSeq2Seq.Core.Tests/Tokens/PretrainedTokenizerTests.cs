using System.Text;
using System.Text.Json;
using MlNetSeq2Seq.Tests.Corpora;
using MlNetSeq2Seq.Tokens;
using static MlNetSeq2Seq.Tests.Shared.SmallTokenizers;

namespace MlNetSeq2Seq.Tests.Tokens;

public sealed class PretrainedTokenizerTests : IDisposable
{
    private static readonly (string[] Tokens, string[] Merges) s_gpt = ByteBpe(["茶"], ByteBpeTextTokenizerOptions.EndOfText);
    private static readonly (string[] Tokens, string[] Merges) s_bart = ByteBpe(["茶"], "<s>", "<pad>", "</s>", "<unk>", "<mask>");
    private static readonly (string, float, int)[] s_t5 = [.. T5Specials, ("▁", -3, Normal), ("茶", -4, Normal)];

    private readonly TemporaryFolder _folder = new();

    private string Folder => _folder.Path("");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void GPT_2_has_one_special_token_and_rows_without_a_beginning()
    {
        WriteBpe(s_gpt);

        PretrainedTokenizer read = PretrainedTokenizer.Read(Folder);

        SpecialTokens special = read.Options.Create(read.Vocabulary).SpecialTokens;
        int end = s_gpt.Tokens.Length - 1;
        Assert.Equal((end, end, end, end, end, false), (special.PaddingId, special.UnknownId, special.ClassificationId, special.SeparatorId, special.MaskId, special.BeginsText));
        Assert.Equal(s_gpt.Tokens, read.Vocabulary);
    }

    [Fact]
    public void BART_has_five_and_rows_with_a_beginning()
    {
        WriteBpe(s_bart);

        PretrainedTokenizer read = PretrainedTokenizer.Read(Folder);

        SpecialTokens special = read.Options.Create(read.Vocabulary).SpecialTokens;
        int first = s_bart.Tokens.Length - 5;
        Assert.Equal((first + 1, first + 3, first, first + 2, first + 4, true), (special.PaddingId, special.UnknownId, special.ClassificationId, special.SeparatorId, special.MaskId, special.BeginsText));
    }

    [Fact]
    public void The_settings_the_map_and_the_config_s_ids_name_special_tokens_the_first_that_does_wins()
    {
        WriteBpe((([.. s_gpt.Tokens, "<a>", "<b>", "<c>"]), s_gpt.Merges));
        int a = s_gpt.Tokens.Length;
        _folder.Write("config.json", $$"""{"eos_token_id":{{a}},"pad_token_id":{{a}},"bos_token_id":{{a}}}""");
        _folder.Write("special_tokens_map.json", """{"pad_token":"<b>","bos_token":{"content":"<b>"}}""");
        _folder.Write("tokenizer_config.json", """{"bos_token":{"content":"<c>","lstrip":false}}""");

        SpecialTokenNames names = PretrainedTokenizer.Read(Folder).Options.SpecialTokenNames;

        Assert.Equal(("<a>", "<b>", "<c>"), (names.Separator, names.Padding, names.Classification));
    }

    [Fact]
    public void T5_has_its_sentinels_behind_the_pieces_the_last_first()
    {
        _folder.Write("spiece.model", SentencePiece(s_t5));
        _folder.Write("tokenizer_config.json", """{"tokenizer_class":"T5Tokenizer","extra_ids":3}""");

        PretrainedTokenizer read = PretrainedTokenizer.Read(Folder, size: 10);

        Assert.Equal(["<pad>", "</s>", "<unk>", "▁", "茶", "<extra_id_2>", "<extra_id_1>", "<extra_id_0>", "", ""], read.Vocabulary);
        Assert.Equal([7, 6, 5], SentinelTokens.Of(read.Vocabulary));
        Assert.Equal([3, 4], read.Options.Create(read.Vocabulary).Encode("茶").Ids);
    }

    [Theory]
    [InlineData(0, 105)]
    [InlineData(105, 105)]
    [InlineData(8, 8)]
    public void Without_settings_T5_has_a_hundred_sentinels_where_the_network_has_room(int size, int count)
    {
        _folder.Write("spiece.model", SentencePiece(s_t5));

        Vocabulary vocabulary = PretrainedTokenizer.Read(Folder, size).Vocabulary;

        Assert.Equal((count, size != 8), (vocabulary.Count, vocabulary.Contains("<extra_id_99>")));
    }

    [Fact]
    public void XLM_R_orders_the_pieces_as_fairseq_does()
    {
        (string, float, int)[] pieces = [("<unk>", 0, Unknown), ("<s>", 0, Control), ("</s>", 0, Control), ("▁", -3, Normal), ("茶", -4, Normal)];
        _folder.Write("sentencepiece.bpe.model", SentencePiece(pieces, unknown: 0, beginning: 1, end: 2, padding: -1));

        PretrainedTokenizer read = PretrainedTokenizer.Read(Folder);

        Assert.Equal(["<s>", "<pad>", "</s>", "<unk>", "▁", "茶", "<mask>"], read.Vocabulary);
        SpecialTokens special = read.Options.Create(read.Vocabulary).SpecialTokens;
        Assert.Equal((1, 3, 0, 2, 6, true), (special.PaddingId, special.UnknownId, special.ClassificationId, special.SeparatorId, special.MaskId, special.BeginsText));
    }

    [Fact]
    public void Added_tokens_stand_where_their_ids_say()
    {
        WriteBpe(s_gpt);
        int count = s_gpt.Tokens.Length;
        _folder.Write("added_tokens.json", $$"""{"<new>":{{count}}}""");
        _folder.Write("tokenizer_config.json", $$$$"""{"added_tokens_decoder":{"{{{{count + 1}}}}":{"content":"<newer>"}}}""");

        Assert.Equal(["<new>", "<newer>"], PretrainedTokenizer.Read(Folder).Vocabulary.Skip(count));
    }

    [Theory]
    [InlineData("gpt")]
    [InlineData("bart")]
    [InlineData("t5")]
    [InlineData("xlm-r")]
    [InlineData("llama")]
    public void What_is_written_comes_back(string kind)
    {
        (string, float, int)[] pieces = [("<unk>", 0, Unknown), ("<s>", 0, Control), ("</s>", 0, Control), ("▁", -3, Normal), ("茶", -4, Normal)];
        byte[] model = SentencePiece(pieces, unknown: 0, beginning: 1, end: 2, padding: -1);
        SpecialTokenNames names = new() { Padding = "<pad>", Unknown = "<unk>", Classification = "<s>", Separator = "</s>", Mask = "<mask>" };
        PretrainedTokenizer tokenizer = kind switch
        {
            "gpt" => new(new Vocabulary(s_gpt.Tokens), new ByteBpeTextTokenizerOptions { Merges = s_gpt.Merges, AddPrefixSpace = true }),
            "bart" => new(new Vocabulary(s_bart.Tokens), ByteBpeTextTokenizerTests.Bart()),
            "t5" => new(new Vocabulary([.. s_t5.Select(piece => piece.Item1), "<extra_id_1>", "<extra_id_0>", "<new>"]), new SentencePieceTextTokenizerOptions { Model = SentencePiece(s_t5) }),
            "xlm-r" => new(new Vocabulary(["<s>", "<pad>", "</s>", "<unk>", "▁", "茶", "<mask>"]), new SentencePieceTextTokenizerOptions { Model = model, BeginsText = true, SpecialTokenNames = names }),
            _ => new(new Vocabulary(pieces.Select(piece => piece.Item1)), new SentencePieceTextTokenizerOptions { Model = model, BeginsText = true, SpecialTokenNames = names with { Padding = "</s>", Mask = "<unk>" } }),
        };
        foreach ((string name, Action<Stream> write) in tokenizer.Files(maximumLength: 32))
        {
            using FileStream stream = File.Create(_folder.Path(name));
            write(stream);
        }

        PretrainedTokenizer read = PretrainedTokenizer.Read(Folder);

        Assert.Equal(tokenizer.Vocabulary, read.Vocabulary);
        Assert.Equal(JsonSerializer.Serialize(tokenizer.Options), JsonSerializer.Serialize(read.Options));
        Assert.Equal(tokenizer.Options.Create(tokenizer.Vocabulary).Encode("茶 a绿").Ids, read.Options.Create(read.Vocabulary).Encode("茶 a绿").Ids);
    }

    [Theory]
    [InlineData("vocab.json", "[]", "holds no JSON object.")]
    [InlineData("vocab.json", "{\"a\":", "is no JSON: ")]
    [InlineData("vocab.json", "{\"a\":-1}", "the id of 'a' is -1; wanted is a number from 0 on.")]
    [InlineData("vocab.json", "{\"a\":0,\"b\":2000000000}", "it has 2 tokens, but 'b' has the id 2000000000.")]
    [InlineData("vocab.json", "{\"a\":0,\"b\":0}", "'a' and 'b' both have the id 0.")]
    [InlineData("merges.txt", "#version: 0.2\na\n", "line 2 is 'a'; wanted are two tokens with a space between them.")]
    [InlineData("added_tokens.json", "{\"<new>\":2000000000}", "adds the token '<new>' as 2000000000, but its vocabulary with all added tokens ends at ")]
    [InlineData("added_tokens.json", "{\"<new>\":0}", "adds the token '<new>' as 0, but that is ")]
    [InlineData("tokenizer_config.json", "{\"add_prefix_space\":\"yes\"}", "has add_prefix_space \"yes\", which is no Boolean.")]
    public void Damaged_files_are_refused_in_one_sentence(string file, string text, string message)
    {
        WriteBpe(s_gpt);
        _folder.Write(file, text);

        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => PretrainedTokenizer.Read(Folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_model_of_SentencePiece_is_named()
    {
        string path = _folder.Write("spiece.model", SentencePiece(s_t5)[..20]);

        Assert.StartsWith($"'{path}': The SentencePiece model is damaged or cut off: ", Assert.Throws<InvalidDataException>(() => PretrainedTokenizer.Read(Folder)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("MBartTokenizer", "names MBartTokenizer, which puts SentencePiece's pieces into an order of its own; T5Tokenizer, XLMRobertaTokenizer and LlamaTokenizer are read.")]
    [InlineData("T5Tokenizer\",\"extra_ids\":1000000,\"x\":\"", "has extra_ids 1000000; wanted are 0 to 10000.")]
    public void Settings_that_cannot_be_followed_are_refused(string @class, string message)
    {
        _folder.Write("spiece.model", SentencePiece(s_t5));
        _folder.Write("tokenizer_config.json", $$"""{"tokenizer_class":"{{@class}}"}""");

        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => PretrainedTokenizer.Read(Folder)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wordpiece")]
    [InlineData("bpe")]
    [InlineData("sentencepiece")]
    public void Options_keep_their_kind_as_JSON(string kind)
    {
        TextTokenizerOptions options = kind switch
        {
            "bpe" => new ByteBpeTextTokenizerOptions { Merges = s_gpt.Merges },
            "sentencepiece" => new SentencePieceTextTokenizerOptions { Model = SentencePiece(s_t5), KeepSpecialTokens = true },
            _ => new BertTextTokenizerOptions { LowerCase = false },
        };

        string json = JsonSerializer.Serialize(options);
        TextTokenizerOptions? read = JsonSerializer.Deserialize<TextTokenizerOptions>(json);

        Assert.IsType(options.GetType(), read);
        Assert.Equal(json, JsonSerializer.Serialize(read));
        Assert.Equal(kind == "wordpiece", !json.Contains("\"Kind\"", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\"Kind\":\"Other\"}", "The tokenizer 'Other' is not known; wanted is none for WordPiece, or one of ByteBpe, SentencePiece.")]
    [InlineData("{\"Kind\":\"ByteBpe\"}", "Merges")]
    [InlineData("{\"Unknown\":1}", "Unknown")]
    [InlineData("[]", "The options of a tokenizer are an object.")]
    public void Options_that_are_not_known_are_refused(string json, string message) => Assert.Contains(
        message, Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<TextTokenizerOptions>(json)).Message, StringComparison.Ordinal);

    private void WriteBpe((string[] Tokens, string[] Merges) files)
    {
        _folder.Write("vocab.json", JsonSerializer.Serialize(files.Tokens.Index().ToDictionary(entry => entry.Item, entry => entry.Index)));
        _folder.Write("merges.txt", Encoding.UTF8.GetBytes("#version: 0.2\n" + string.Join('\n', files.Merges)));
    }
}
