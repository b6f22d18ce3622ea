using System.Text.Json;
using MlNetSeq2Seq.Text;

namespace MlNetSeq2Seq.Tests.Text;

/// <summary>Against sentence_split.py of IDEA-CCNL/Fengshenbang-LM (c8fb7b8).</summary>
public sealed class SentenceSplitterGoldenTests
{
    private const string File = "data/tasks/sop_and_masking.json";

    public static TheoryData<int> Cases() => Golden.Numbers(() => Golden.Json(File).GetProperty("sentence_split").GetArrayLength());

    [SharedTheory, MemberData(nameof(Cases))]
    public void Sentences_are_the_reference_s(int number)
    {
        JsonElement expected = Golden.Json(File).GetProperty("sentence_split")[number];

        Assert.Equal(
            expected.GetProperty("sentences").EnumerateArray().Select(sentence => sentence.GetString()),
            new SentenceSplitter().Split(expected.GetProperty("text").GetString()!));
    }
}
