using System.Text.Json;
using System.Text.Json.Nodes;
using MlNetSeq2Seq.Tests.Corpora;
using MlNetSeq2Seq.Tokens;
using static MlNetSeq2Seq.Tests.Shared.SmallTokenizers;

namespace MlNetSeq2Seq.Tests.Tokens;

/// <summary>Folders whose tokenizer is a <c>tokenizer.json</c> alone, in the form in which Hugging Face's tokenizers write it.</summary>
public sealed class PublishedTokenizerJsonTests : IDisposable
{
    private static readonly string[] s_bert = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "茶", "a", "##b", "A"];
    private static readonly (string[] Tokens, string[] Merges) s_gpt = ByteBpe(["茶"], ByteBpeTextTokenizerOptions.EndOfText);
    private static readonly (string[] Tokens, string[] Merges) s_bart = ByteBpe(["茶"], "<s>", "<pad>", "</s>", "<unk>", "<mask>");

    private readonly TemporaryFolder _folder = new();

    private string Folder => _folder.Path("");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_WordPiece_file_is_what_our_own_files_of_it_are(bool lowerCase)
    {
        JsonObject json = Bert();
        json["normalizer"]!["lowercase"] = lowerCase;
        json["model"]!["max_input_chars_per_word"] = 7;
        PretrainedTokenizer read = Read(json);

        Assert.Equal(s_bert, read.Vocabulary);
        Assert.Equal(JsonSerializer.Serialize<TextTokenizerOptions>(new BertTextTokenizerOptions { LowerCase = lowerCase, MaximumWordLength = 7 }), JsonSerializer.Serialize(read.Options));
        Assert.Equal(lowerCase ? [5, 6, 7] : [5, 8, 7], read.Options.Create(read.Vocabulary).Encode("茶Ab").Ids);
        AssertSameFromOurFiles(read);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_GPT_2_file_is_what_our_own_files_of_it_are(bool mergesArePairs)
    {
        PretrainedTokenizer read = Read(ByteLevel(s_gpt, mergesArePairs));

        SpecialTokens special = read.Options.Create(read.Vocabulary).SpecialTokens;
        int end = s_gpt.Tokens.Length - 1;
        Assert.Equal(s_gpt.Tokens, read.Vocabulary);
        Assert.Equal((end, end, end, end, end, false), (special.PaddingId, special.UnknownId, special.ClassificationId, special.SeparatorId, special.MaskId, special.BeginsText));
        Assert.Equal(s_gpt.Merges, Assert.IsType<ByteBpeTextTokenizerOptions>(read.Options).Merges);
        AssertSameFromOurFiles(read);
    }

    [Fact]
    public void A_BART_file_has_five_special_tokens_and_rows_with_a_beginning()
    {
        JsonObject json = ByteLevel(s_bart, mergesArePairs: false);
        json["post_processor"] = JsonNode.Parse("""{"type":"RobertaProcessing","sep":["</s>",2],"cls":["<s>",0],"trim_offsets":true,"add_prefix_space":false}""");
        PretrainedTokenizer read = Read(json);

        SpecialTokens special = read.Options.Create(read.Vocabulary).SpecialTokens;
        int first = s_bart.Tokens.Length - 5;
        Assert.Equal((first + 1, first + 3, first, first + 2, first + 4, true), (special.PaddingId, special.UnknownId, special.ClassificationId, special.SeparatorId, special.MaskId, special.BeginsText));
        AssertSameFromOurFiles(read);
    }

    [Fact]
    public void Parts_without_a_name_or_alone_in_a_sequence_are_read()
    {
        // Files of tokenizers before 0.10 do not name their model.
        JsonObject json = ByteLevel(s_gpt, mergesArePairs: false);
        json["model"]!.AsObject().Remove("type");
        json["pre_tokenizer"] = new JsonObject { ["type"] = "Sequence", ["pretokenizers"] = new JsonArray(json["pre_tokenizer"]!.DeepClone()) };
        json["pre_tokenizer"]!["pretokenizers"]![0]!["add_prefix_space"] = true;

        Assert.True(Assert.IsType<ByteBpeTextTokenizerOptions>(Read(json).Options).AddPrefixSpace);
        JsonObject bert = Bert();
        bert["model"]!.AsObject().Remove("type");
        Assert.Equal(s_bert, Read(bert).Vocabulary);
    }

    [Fact]
    public void A_template_names_the_tokens_around_a_text()
    {
        JsonObject json = Bert("<b>", "<e>");
        json["post_processor"] = JsonNode.Parse("""{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<b>","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"<e>","type_id":0}}],"pair":[],"special_tokens":{}}""");
        SpecialTokenNames names = Read(json).Options.SpecialTokenNames;
        Assert.Equal(("<b>", "<e>"), (names.Classification, names.Separator));

        JsonObject begun = ByteLevel(s_bart, mergesArePairs: false);
        begun["post_processor"] = JsonNode.Parse("""{"type":"Sequence","processors":[{"type":"ByteLevel"},{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"<mask>","type_id":0}},{"Sequence":{"id":"A","type_id":0}}]}]}""");
        TextTokenizerOptions options = Read(begun).Options;
        Assert.Equal(("<mask>", true), (options.SpecialTokenNames.Classification, ((ByteBpeTextTokenizerOptions)options).BeginsText));
    }

    [Fact]
    public void Added_tokens_stand_where_their_ids_say_and_settings_beside_the_file_come_first()
    {
        JsonObject json = Bert();
        json["added_tokens"]!.AsArray().Add(JsonNode.Parse("""{"id":9,"content":"<new>","special":true,"lstrip":false,"rstrip":false,"normalized":false,"single_word":false}"""));
        _folder.Write("tokenizer_config.json", """{"do_lower_case":false,"pad_token":"<new>"}""");

        PretrainedTokenizer read = Read(json, size: 12);

        Assert.Equal([.. s_bert, "<new>", "", ""], read.Vocabulary);
        Assert.Equal("<new>", read.Options.SpecialTokenNames.Padding);
        Assert.False(Assert.IsType<BertTextTokenizerOptions>(read.Options).LowerCase);
    }

    [Fact]
    public void The_older_files_beside_it_are_read_first()
    {
        _folder.Write("vocab.txt", string.Join('\n', s_bert[..6]));

        Assert.Equal(s_bert[..6], Read(Bert()).Vocabulary);
    }

    [Theory]
    [InlineData("version", "\"2.0\"", "is of version '2.0'; 1.0 is read.")]
    [InlineData("model", "null", "has no model; wanted is a file of Hugging Face's tokenizers.")]
    [InlineData("model.type", "\"Unigram\"", "has the model Unigram, which is not read; WordPiece and BPE are.")]
    [InlineData("model.vocab", "[]", "has no model.vocab.")]
    [InlineData("model.vocab", "{\"a\":0,\"b\":2000000000}", "it has 2 tokens, but 'b' has the id 2000000000.")]
    [InlineData("model.continuing_subword_prefix", "\"@@\"", "has continuing_subword_prefix \"@@\" in its WordPiece, which is not done here; \"##\" is.")]
    [InlineData("normalizer", "null", "has the normalizer null, which is not read; BertNormalizer is.")]
    [InlineData("normalizer", "{\"type\":\"NFKC\"}", "has the normalizer NFKC, which is not read; BertNormalizer is.")]
    [InlineData("normalizer", "{\"type\":\"Sequence\",\"normalizers\":[{\"type\":\"NFD\"},{\"type\":\"Lowercase\"}]}", "has the normalizer NFD and Lowercase, which is not read; BertNormalizer is.")]
    [InlineData("normalizer", "3", "has a normalizer that is no part of a tokenizer: 3.")]
    [InlineData("normalizer.clean_text", "false", "has clean_text false in its BertNormalizer, which is not done here; true is.")]
    [InlineData("normalizer.handle_chinese_chars", "false", "BertTextTokenizer does nothing else.")]
    [InlineData("normalizer.strip_accents", "false", "BertTextTokenizer does nothing else.")]
    [InlineData("pre_tokenizer", "{\"type\":\"Whitespace\"}", "has the pre_tokenizer Whitespace, which is not read; BertPreTokenizer is.")]
    [InlineData("post_processor", "{\"type\":\"Other\"}", "has the post_processor Other, which is not read; BertProcessing, RobertaProcessing, TemplateProcessing and ByteLevel are.")]
    [InlineData("post_processor", "{\"type\":\"BertProcessing\"}", "has the post_processor token null; wanted are its text and its id.")]
    [InlineData("post_processor", "{\"type\":\"TemplateProcessing\",\"single\":[{\"SpecialToken\":{\"id\":\"[CLS]\"}}]}", "a text with at most one special token before it and one behind it is read.")]
    [InlineData("post_processor", "{\"type\":\"TemplateProcessing\",\"single\":[{\"Sequence\":{\"id\":\"A\"}},{\"SpecialToken\":{\"id\":\"[SEP]\"}}]}", "on one side of a text only, where BERT has one on both.")]
    [InlineData("added_tokens", "[{\"id\":0}]", "has the added token {\"id\":0}; wanted are id and content.")]
    [InlineData("added_tokens", "[{\"id\":5,\"content\":\"[CLS]\"}]", "adds the token '[CLS]' as 5, but that is '茶'.")]
    public void What_a_WordPiece_file_asks_for_beyond_that_is_refused_in_one_sentence(string member, string value, string message) => AssertRefused(Bert(), member, value, message);

    [Theory]
    [InlineData("normalizer", "{\"type\":\"NFC\"}", "has the normalizer NFC, which is not read; none is with BPE.")]
    [InlineData("pre_tokenizer", "null", "has the pre_tokenizer null, which is not read; ByteLevel is with BPE.")]
    [InlineData("pre_tokenizer", "{\"type\":\"Metaspace\"}", "has the pre_tokenizer Metaspace, which is not read; ByteLevel is.")]
    [InlineData("pre_tokenizer.use_regex", "false", "has use_regex false in its ByteLevel, which is not done here; true is.")]
    [InlineData("model.end_of_word_suffix", "\"</w>\"", "has end_of_word_suffix \"\\u003C/w\\u003E\" in its BPE, which is not done here; \"\" is.")]
    [InlineData("model.byte_fallback", "true", "has byte_fallback true in its BPE, which is not done here; false is.")]
    [InlineData("model.ignore_merges", "true", "has ignore_merges true in its BPE, which is not done here; false is.")]
    [InlineData("model.dropout", "0.1", "has dropout 0.1 in its BPE, which is not done here; 0 is.")]
    [InlineData("model.merges", "{}", "has no model.merges.")]
    [InlineData("model.merges", "[\"a b c\"]", "has merge 0 \"a b c\"; wanted are two tokens.")]
    [InlineData("model.merges", "[[\"a\",\"b \"]]", "has merge 0 [\"a\",\"b \"]; wanted are two tokens.")]
    public void What_a_BPE_file_asks_for_beyond_that_is_refused_in_one_sentence(string member, string value, string message) =>
        AssertRefused(ByteLevel(s_gpt, mergesArePairs: false), member, value, message);

    [Fact]
    public void A_file_that_is_cut_off_is_refused_in_one_sentence()
    {
        string text = Bert().ToJsonString();
        for (int length = 0; length < text.Length; length += 17)
        {
            _folder.Write("tokenizer.json", text[..length]);

            Assert.StartsWith($"'{_folder.Path("tokenizer.json")}' is no JSON: ", Assert.Throws<InvalidDataException>(() => PretrainedTokenizer.Read(Folder)).Message, StringComparison.Ordinal);
        }
    }

    /// <summary>BERT's tokenizer of a vocabulary, as transformers converts it.</summary>
    internal static JsonObject WordPiece(IEnumerable<string> tokens) => new()
    {
        ["version"] = "1.0",
        ["truncation"] = null,
        ["padding"] = null,
        ["added_tokens"] = new JsonArray([.. tokens.Index().Where(entry => entry.Item.StartsWith('[') && entry.Item.EndsWith(']')).Select(entry => (JsonNode)Added(entry.Index, entry.Item))]),
        ["normalizer"] = JsonNode.Parse("""{"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,"strip_accents":null,"lowercase":true}"""),
        ["pre_tokenizer"] = JsonNode.Parse("""{"type":"BertPreTokenizer"}"""),
        ["post_processor"] = JsonNode.Parse("""{"type":"TemplateProcessing","single":[{"SpecialToken":{"id":"[CLS]","type_id":0}},{"Sequence":{"id":"A","type_id":0}},{"SpecialToken":{"id":"[SEP]","type_id":0}}],"pair":[],"special_tokens":{}}"""),
        ["decoder"] = JsonNode.Parse("""{"type":"WordPiece","prefix":"##","cleanup":true}"""),
        ["model"] = new JsonObject
        {
            ["type"] = "WordPiece", ["unk_token"] = "[UNK]", ["continuing_subword_prefix"] = "##", ["max_input_chars_per_word"] = 100, ["vocab"] = Vocabulary(tokens),
        },
    };

    private static JsonObject Bert(params string[] more) => WordPiece([.. s_bert, .. more]);

    private static JsonObject ByteLevel((string[] Tokens, string[] Merges) files, bool mergesArePairs) => new()
    {
        ["version"] = "1.0",
        ["truncation"] = null,
        ["padding"] = null,
        ["added_tokens"] = new JsonArray(Added(files.Tokens.Length - 1, files.Tokens[^1])),
        ["normalizer"] = null,
        ["pre_tokenizer"] = JsonNode.Parse("""{"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true}"""),
        ["post_processor"] = JsonNode.Parse("""{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":false,"use_regex":true}"""),
        ["decoder"] = JsonNode.Parse("""{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true}"""),
        ["model"] = new JsonObject
        {
            ["type"] = "BPE", ["dropout"] = null, ["unk_token"] = null, ["continuing_subword_prefix"] = "", ["end_of_word_suffix"] = "", ["fuse_unk"] = false,
            ["byte_fallback"] = false, ["ignore_merges"] = false,
            ["vocab"] = Vocabulary(files.Tokens),
            ["merges"] = new JsonArray([.. files.Merges.Select(merge => mergesArePairs ? new JsonArray([.. merge.Split(' ').Select(token => JsonValue.Create(token))]) : (JsonNode)JsonValue.Create(merge))]),
        },
    };

    private static JsonObject Added(int id, string token) =>
        new() { ["id"] = id, ["content"] = token, ["single_word"] = false, ["lstrip"] = false, ["rstrip"] = false, ["normalized"] = false, ["special"] = true };

    private static JsonObject Vocabulary(IEnumerable<string> tokens) =>
        new(tokens.Index().Where(entry => entry.Item.Length > 0).Select(entry => KeyValuePair.Create(entry.Item, (JsonNode?)JsonValue.Create(entry.Index))));

    private PretrainedTokenizer Read(JsonObject json, int size = 0)
    {
        _folder.Write("tokenizer.json", json.ToJsonString());
        return PretrainedTokenizer.Read(Folder, size);
    }

    private void AssertRefused(JsonObject json, string member, string value, string message)
    {
        string[] names = member.Split('.');
        JsonObject part = names.Length == 1 ? json : json[names[0]]!.AsObject();
        part[names[^1]] = JsonNode.Parse(value);

        string found = Assert.Throws<InvalidDataException>(() => Read(json)).Message;
        Assert.EndsWith(message, found, StringComparison.Ordinal);
        Assert.Contains("'", found, StringComparison.Ordinal);
    }

    // What our writers make of it, in the older files that they write, is the same tokenizer.
    private static void AssertSameFromOurFiles(PretrainedTokenizer read)
    {
        using TemporaryFolder ours = new();
        foreach ((string name, Action<Stream> write) in read.Files(maximumLength: 32))
        {
            using FileStream stream = File.Create(ours.Path(name));
            write(stream);
        }

        PretrainedTokenizer again = PretrainedTokenizer.Read(ours.Path(""));
        Assert.Equal(read.Vocabulary, again.Vocabulary);
        Assert.Equal(JsonSerializer.Serialize(read.Options), JsonSerializer.Serialize(again.Options));
    }
}
