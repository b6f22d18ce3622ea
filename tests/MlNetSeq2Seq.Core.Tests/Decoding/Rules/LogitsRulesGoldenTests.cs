using System.Globalization;
using System.Text.Json;
using MlNetSeq2Seq.Decoding.Rules;

namespace MlNetSeq2Seq.Tests.Decoding.Rules;

/// <summary>Against the logits processors of Hugging Face transformers 4.16.0; the names of the results hold the parameters.</summary>
public sealed class LogitsRulesGoldenTests
{
    private const string File = "decoding/sampling_filters.json";

    public static TheoryData<string> Results() => SharedData.Folder is null
        ? []
        : [.. Processors().GetProperty("results").EnumerateObject().Where(result => result.Value.ValueKind == JsonValueKind.Array)
            .Select(result => result.Name)];

    [SharedTheory]
    [MemberData(nameof(Results))]
    public void Scores_are_the_reference_s(string name)
    {
        JsonElement expected = Processors().GetProperty("results").GetProperty(name);
        string[] words = name.Split('_');
        bool listsBannedTokens = words[^1] == "banned";
        ILogitsRule rule = words[0] switch
        {
            "no" => new NoRepeatNgram(Number(words[3])),
            "repetition" => new RepetitionPenalty(double.Parse(words[2], CultureInfo.InvariantCulture)),
            "min" => new MinimumLength(Number(words[2]), endId: Number(words[4])),
            _ => throw new InvalidDataException(name),
        };
        for (int row = 0; row < expected.GetArrayLength(); row++)
        {
            int[] tokens = Processors().GetProperty("input_ids")[row].Integers();
            float[] scores = Processors().GetProperty("scores")[row].Floats();
            rule.Apply(new RuleContext(tokens, prefixLength: 0, source: row), scores);
            if (listsBannedTokens)
            {
                Assert.Equal(
                    expected[row].Integers().Order(),
                    Enumerable.Range(0, scores.Length).Where(token => float.IsNegativeInfinity(scores[token])));
            }
            else
            {
                Assert.Equal(expected[row].EnumerateArray().Select(Score), scores, (x, y) => x.Equals(y) || Math.Abs(x - y) < 1e-6);
            }
        }
    }

    private static JsonElement Processors() => Golden.Json(File).GetProperty("processors");

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static float Score(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? float.NegativeInfinity : element.GetSingle();
}
