using Microsoft.ML;
using MlNetSeq2Seq.Decoding;
using MlNetSeq2Seq.Generation;
using MlNetSeq2Seq.Models.Gpt;
using MlNetSeq2Seq.Tests.Testing;
using MlNetSeq2Seq.Tokens;
using TorchSharp;

namespace MlNetSeq2Seq.Tests.Generation;

/// <summary>Answers that are shown while they are being written.</summary>
public sealed class TextStreamTests : IDisposable
{
    private static readonly GenerateTextOptions s_greedy = new() { CandidateCount = 1, Search = new GreedySearchOptions { MaximumLength = 24, MinimumLength = 20 } };

    private readonly MLContext _ml = new(seed: 1);
    private readonly TextGenerationTransformer _model;

    public TextStreamTests() => _model = SmallTraining.Chain(_ml, SmallTraining.Options(epochs: 1)).Fit(_ml.Data.LoadFromEnumerable(Pairs.All)).LastTransformer;

    public void Dispose() => _model.Dispose();

    public static TheoryData<SearchOptions> Searches => new(s_greedy.Search, new SamplingOptions { Temperature = 1.5, Seed = 7, MaximumLength = 24, MinimumLength = 20 });

    [Theory]
    [MemberData(nameof(Searches))]
    public async Task Pieces_are_many_and_together_the_text_that_is_written_at_once(SearchOptions search)
    {
        var generator = new TextGenerator(_model.Model, s_greedy with { Search = search });

        List<string> pieces = await Read(generator.StreamAsync("红茶"));

        Assert.Equal(generator.Generate(["红茶"])[0][0].Text, string.Concat(pieces));
        Assert.InRange(pieces.Count, 15, 24);
    }

    [Fact]
    public async Task A_character_of_several_byte_tokens_comes_as_one_piece()
    {
        // An untrained network over bytes; it must write the three bytes of each character, and then three that are none.
        PretrainedTokenizer tokenizer = SmallVocabularies.Gpt;
        torch.manual_seed(1);
        using var model = new LanguageModel(
            new GptModel(new GptConfig { VocabularySize = tokenizer.Vocabulary.Count, LayerCount = 1, HiddenSize = 16, HeadCount = 2, MaximumLength = 48 }), tokenizer.Vocabulary, tokenizer.Options);
        int[] written = [.. model.Tokenizer.Encode("雨鞋").Ids, .. model.Tokenizer.Encode("灯").Ids[..1]];
        Assert.InRange(written.Length, 4, 7);
        var generator = new TextGenerator(model, s_greedy with
        {
            Search = new GreedySearchOptions { MaximumLength = written.Length, ForcedTokens = Forced(written) },
        });

        List<string> pieces = await Read(generator.StreamAsync("红茶"));

        Assert.Equal(["雨", "鞋"], pieces[..2]);
        Assert.Equal(generator.Generate(["红茶"])[0][0].Text, string.Concat(pieces));
    }

    [Theory]
    [InlineData("茶一", "红")] // over two tokens
    [InlineData("伞", "红茶一杯暖")]
    [InlineData("红", "")]
    public async Task Nothing_is_written_from_a_stop_text_on(string stop, string wanted)
    {
        int[] written = [.. _model.Model.Tokenizer.Encode("红茶一杯暖伞红茶").Ids];
        GenerateTextOptions options = s_greedy with
        {
            StopTexts = ["灯灯", stop],
            Search = new GreedySearchOptions { MaximumLength = 24, ForcedTokens = Forced(written[..6]) },
        };
        var generator = new TextGenerator(_model.Model, options);

        List<string> pieces = await Read(generator.StreamAsync("雨伞"));

        Assert.Equal(wanted, generator.Generate(["雨伞"])[0][0].Text);
        Assert.Equal(wanted, string.Concat(pieces));
        Assert.Equal("GenerateTextOptions: StopTexts holds an empty text; each wants a character at least.", Assert.Throws<ArgumentException>(() => (options with { StopTexts = [""] }).Validate()).Message);
    }

    [Fact]
    public void A_model_says_which_devices_it_may_be_moved_to()
    {
        string before = new TextGenerator(_model.Model, s_greedy).Generate(["红茶"])[0][0].Text;

        _model.Model.MoveTo("cpu");

        Assert.Equal(before, new TextGenerator(_model.Model, s_greedy).Generate(["红茶"])[0][0].Text);
        Assert.Equal(
            "LanguageModel cannot compute on the device 'gpu': wanted is cpu, mps, cuda, or cuda: and the number of a graphics card, such as cuda:1.",
            Assert.Throws<ArgumentException>(() => _model.Model.MoveTo("gpu")).Message);
    }

    [Fact]
    public async Task Who_stops_reading_stops_the_writing_and_the_model_serves_on()
    {
        var generator = new TextGenerator(_model.Model, s_greedy);
        string first = "";
        await foreach (string piece in generator.StreamAsync("红茶"))
        {
            first = piece;
            break;
        }

        Assert.StartsWith(first, generator.Generate(["红茶"])[0][0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_is_told_as_such()
    {
        var generator = new TextGenerator(_model.Model, s_greedy);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Read(generator.StreamAsync("红茶", new CancellationToken(canceled: true))));
    }

    [Fact]
    public async Task What_happens_while_writing_reaches_the_reader()
    {
        IAsyncEnumerable<string> pieces = new TextGenerator(_model.Model, s_greedy).StreamAsync("红茶");
        _model.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Read(pieces));
    }

    [Fact]
    public void Beams_and_empty_texts_are_refused_at_once()
    {
        Assert.Equal(
            "GenerateText can stream what GreedySearchOptions or SamplingOptions with Count 1 find, but Search is BeamSearchOptions with Count 3.",
            Assert.Throws<InvalidOperationException>(() => new TextGenerator(_model.Model, _model.Options).StreamAsync("红茶")).Message);
        Assert.Contains("it is empty", Assert.Throws<ArgumentException>(() => new TextGenerator(_model.Model, s_greedy).StreamAsync(" ")).Message, StringComparison.Ordinal);
    }

    private static Dictionary<int, int> Forced(int[] written) => written.Index().ToDictionary(token => token.Index, token => token.Item);

    private static async Task<List<string>> Read(IAsyncEnumerable<string> pieces)
    {
        List<string> all = [];
        await foreach (string piece in pieces)
        {
            all.Add(piece);
        }

        return all;
    }
}
