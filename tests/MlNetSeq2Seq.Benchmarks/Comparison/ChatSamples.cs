using MlNetSeq2Seq.Objectives.CausalLm;
using MlNetSeq2Seq.Samples;

namespace MlNetSeq2Seq.Benchmarks.Comparison;

/// <summary>
/// Questions and answers as MiniGLM is fine-tuned on them: question [SEP] answer [SEP], cut to a block, of which the answer and its end are
/// asked.
/// </summary>
internal static class ChatSamples
{
    // MiniGLM's block of 512 GPT-2 tokens cuts so many of its rows.
    private const double CutShare = 295 / 1814.0;

    /// <summary>
    /// The block that cuts as large a share of the rows as MiniGLM's: a vocabulary that makes fewer tokens of a text makes both shorter, so
    /// padding has its share of a block too.
    /// </summary>
    public static int Block(int[][][] chats)
    {
        int[] lengths = [.. chats.Select(chat => chat[0].Length + chat[1].Length + 2).Order()];
        return lengths[(int)(lengths.Length * (1 - CutShare))];
    }

    public static IEnumerable<CausalSample> Of(BenchmarkData data)
    {
        int separator = data.SpecialTokens.SeparatorId;
        var labeling = new CausalLmLabeling(new CausalLmLabelingOptions { AnswerEnd = AnswerEnd.WithEnd, EndId = separator });
        foreach (int[][] chat in data.Chats)
        {
            int[] ids = [.. chat[0], separator, .. chat[1], separator];
            ids = ids[..Math.Min(ids.Length, data.ChatBlock)];
            yield return new CausalSample(ids, labeling.Apply(ids, Math.Min(chat[0].Length + 1, ids.Length)));
        }
    }
}
