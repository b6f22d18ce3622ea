using System.Text.Json;
using MlNetSeq2Seq.Objectives.Masking;
using MlNetSeq2Seq.Tokens;

namespace MlNetSeq2Seq.Tests.Objectives.Masking;

/// <summary>Against Fengshenbang-LM c8fb7b8, Randeng-BART's pre-training: masked rows with their runs merged.</summary>
public sealed class SpanMergingGoldenTests
{
    private static JsonElement Masked => Golden.Json("data/tasks/sop_and_masking.json").GetProperty("masking");

    public static TheoryData<int> Cases() => Golden.Numbers(() => Masked.GetArrayLength());

    [SharedTheory]
    [MemberData(nameof(Cases))]
    public void Merged_row_is_the_reference_s(int number)
    {
        JsonElement expected = Masked[number];
        int[] tokens = expected.GetProperty("tokens").Integers();
        SpanMerging merging = new(new SpanMergingOptions { MaskId = SpecialTokens.Of(Golden.Vocabulary).MaskId });
        Assert.Equal(expected.GetProperty("tokens_with_mask_runs_merged").Integers(), merging.Apply(tokens, new int[tokens.Length]).Ids);
    }
}
