using System.Globalization;
using System.Text.Json;
using MlNetSeq2Seq.Decoding;

namespace MlNetSeq2Seq.Tests.Decoding;

/// <summary>Against AutoRegressiveDecoder of bojone/bert4keras c1ae0dc (snippets.py), on tables of probabilities.</summary>
public sealed class BeamSearchGoldenTests
{
    private const string File = "decoding/toy_beam_search.json";

    public static TheoryData<int, int> Cases()
    {
        TheoryData<int, int> cases = [];
        if (SharedData.Folder is not null)
        {
            JsonElement all = Golden.Json(File).GetProperty("cases");
            for (int table = 0; table < all.GetArrayLength(); table++)
            {
                for (int result = 0; result < all[table].GetProperty("results").GetArrayLength(); result++)
                {
                    cases.Add(table, result);
                }
            }
        }

        return cases;
    }

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Text_is_the_reference_s(int table, int result)
    {
        JsonElement toy = Golden.Json(File).GetProperty("cases")[table];
        JsonElement expected = toy.GetProperty("results")[result];
        int start = toy.GetProperty("start_id").GetInt32();
        int end = toy.GetProperty("end_id").GetInt32();
        BeamSearch search = new(
            new BeamSearchOptions
            {
                BeamSize = expected.GetProperty("topk").GetInt32(),
                MaximumLength = toy.GetProperty("maxlen").GetInt32(),
                MinimumLength = Math.Max(0, expected.GetProperty("minlen").GetInt32() - 2),
                EndCount = expected.GetProperty("min_ends").GetInt32(),
                Finished = FinishedHypotheses.Discarded,
                EarlyEnd = EarlyEnd.Ordinary,
            },
            end);

        Hypothesis text = search.Run(Session(toy, start, expected.GetProperty("temperature").GetDouble()))[0][0];

        Assert.Equal(expected.GetProperty("result").Integers(), text.IsFinished ? [start, .. text.Tokens, end] : [start, .. text.Tokens]);
    }

    private static TableSession Session(JsonElement toy, int start, double temperature)
    {
        JsonElement table = toy.GetProperty("next_token_probabilities_given_previous_two");
        return new TableSession(toy.GetProperty("vocabulary").GetInt32(), 1, (_, written) =>
        {
            int[] all = [start, .. written];
            double[] powers = [.. Row(table, all).EnumerateArray().Select(p => Math.Pow(p.GetDouble(), 1 / temperature))];
            return [.. powers.Select(power => (float)Math.Log((power / powers.Sum()) + 1e-12))];
        });
    }

    private static JsonElement Row(JsonElement table, int[] all)
    {
        string last = all[^1].ToString(CultureInfo.InvariantCulture);
        return all.Length > 1 && table.TryGetProperty($"{all[^2].ToString(CultureInfo.InvariantCulture)},{last}", out JsonElement row)
            ? row
            : table.GetProperty("*," + last);
    }
}
