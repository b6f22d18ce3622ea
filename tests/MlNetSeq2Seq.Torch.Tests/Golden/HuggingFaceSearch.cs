using System.Text.Json;
using MlNetSeq2Seq.Decoding;

namespace MlNetSeq2Seq.Tests.Golden;

/// <summary>
/// What the folders of transformers' <c>generate</c> hold: cases of two versions, which differ in the length penalty. The search
/// options that stand for a case are those that the remarks of <see cref="BeamSearchOptions"/> name.
/// </summary>
internal static class HuggingFaceSearch
{
    public const double ScoreTolerance = 1e-3;

    private const string Older = "transformers_4.16.0";

    /// <summary>Version and name of all cases of a folder.</summary>
    public static TheoryData<string, string> Cases(string folder)
    {
        var data = new TheoryData<string, string>();
        if (SharedData.Folder is not null)
        {
            using var golden = new GoldenModel(folder);
            foreach (JsonProperty version in golden.Expected.EnumerateObject().Where(p => p.Name.StartsWith("transformers_", StringComparison.Ordinal)))
            {
                foreach (JsonProperty one in version.Value.EnumerateObject())
                {
                    data.Add(version.Name, one.Name);
                }
            }
        }

        return data;
    }

    /// <summary>The search of a case.</summary>
    /// <param name="one">The case.</param>
    /// <param name="version">The version that it is of.</param>
    /// <param name="prefix">Tokens before the first written one, which the library's lengths count.</param>
    /// <param name="count">Texts wanted of a source.</param>
    /// <param name="end">The end token.</param>
    public static ISearch Search(JsonElement one, string version, int prefix, int count, int end)
    {
        int maximum = one.GetProperty("max_length").GetInt32() - prefix;
        int beams = one.GetProperty("num_beams").GetInt32();
        int minimum = Number("min_length") is { } least ? Math.Max(0, (int)least - prefix) : 0;
        int ngram = (int)(Number("no_repeat_ngram_size") ?? 0);
        if (beams == 1)
        {
            return new GreedySearchOptions { MaximumLength = maximum, MinimumLength = minimum, NoRepeatNgramSize = ngram }.CreateSearch(end);
        }

        var forced = new Dictionary<int, int>();
        if (Number("forced_eos_token_id") is { } token)
        {
            forced[maximum - 1] = (int)token;
        }

        bool isOlder = version == Older;
        return new BeamSearchOptions
        {
            BeamSize = beams,
            Count = count,
            MaximumLength = maximum,
            MinimumLength = minimum,
            NoRepeatNgramSize = ngram,
            ForcedTokens = forced,
            Stopping = one.GetProperty("early_stopping").GetBoolean() ? BeamStopping.PoolIsFull : BeamStopping.NothingBetterNow,
            LengthPenalty = new LengthPenalty { Exponent = one.GetProperty("length_penalty").GetDouble(), CountsEnd = !isOlder, CountsPrefix = isOlder },
        }.CreateSearch(end);

        double? Number(string name) => one.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : null;
    }

    /// <summary>That the texts of a source are the reference's, with their scores.</summary>
    public static void AssertSame(JsonElement result, int prefix, int end, Hypothesis[] found)
    {
        Assert.Equal(result.GetProperty("sequences").EnumerateArray().Select(sequence => Written(sequence, prefix, end)), found.Select(h => h.Tokens));
        JsonElement scores = result.GetProperty("scores");
        if (scores.ValueKind == JsonValueKind.Array)
        {
            Assert.All(scores.EnumerateArray().Zip(found), pair => Assert.Equal(pair.First.GetDouble(), pair.Second.Score, ScoreTolerance));
        }
    }

    /// <summary>What a sequence holds behind the prefix, up to its end token.</summary>
    public static int[] Written(JsonElement sequence, int prefix, int end) => [.. sequence.ToInts().Skip(prefix).TakeWhile(token => token != end)];
}
