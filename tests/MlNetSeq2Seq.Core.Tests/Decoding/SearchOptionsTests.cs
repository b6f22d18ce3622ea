using System.Text.Json;
using MlNetSeq2Seq.Decoding;

namespace MlNetSeq2Seq.Tests.Decoding;

public sealed class SearchOptionsTests
{
    public static TheoryData<SearchOptions> All() =>
    [
        new GreedySearchOptions { MaximumLength = 7, ForbiddenTokens = [1, 2] },
        new BeamSearchOptions
        {
            BeamSize = 5,
            Count = 2,
            Finished = FinishedHypotheses.InBeam,
            Stopping = BeamStopping.PoolIsFull,
            EarlyEnd = EarlyEnd.Ordinary,
            LengthPenalty = new LengthPenalty { Form = LengthPenaltyForm.Gnmt, Exponent = 0.6, CountsPrefix = true },
            ForcedTokens = new Dictionary<int, int> { [3] = 4 },
            NoRepeatNgramSize = 3,
            NoRepeatNgramExceptions = [9],
        },
        new SamplingOptions { Temperature = 0.7, TopK = 5, TopP = 0.9, Seed = 42, RepetitionPenalty = 1.2 },
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void Written_and_read_they_are_the_same(SearchOptions options)
    {
        string json = JsonSerializer.Serialize(options);
        SearchOptions read = JsonSerializer.Deserialize<SearchOptions>(json)!;
        Assert.IsType(options.GetType(), read);
        Assert.Equal(json, JsonSerializer.Serialize(read));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Make_a_search(SearchOptions options) => Assert.Equal(
        options.GetType().Name.Replace("Options", string.Empty, StringComparison.Ordinal), options.CreateSearch(endId: 3).GetType().Name);

    [Fact]
    public void Method_stands_in_the_file_by_name()
    {
        string json = JsonSerializer.Serialize<SearchOptions>(new BeamSearchOptions { Finished = FinishedHypotheses.InBeam });
        Assert.Contains("\"method\":\"beam\"", json, StringComparison.Ordinal);
        Assert.Contains("\"Finished\":\"InBeam\"", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"method":"beam","BeamSzie":3}""")]
    [InlineData("""{"method":"annealing"}""")]
    public void Unknown_members_and_methods_are_an_error(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<SearchOptions>(json));
}
