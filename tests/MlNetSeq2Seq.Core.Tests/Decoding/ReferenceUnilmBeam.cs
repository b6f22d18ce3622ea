using MlNetSeq2Seq.Decoding;

namespace MlNetSeq2Seq.Tests.Decoding;

/// <summary>
/// UniLM's beam search written down as its description has it, without a thought for speed: finished places stay in the table with -10000,
/// every frame holds as many places as the beam, and the texts are read back along the pointers.
/// </summary>
internal static class ReferenceUnilmBeam
{
    internal static (List<BeamFrame> Frames, List<(int[] Tokens, double Score)> Texts) Run(
        int vocabulary, int end, int seed, BeamSearchOptions options)
    {
        int size = options.BeamSize;
        List<BeamFrame> frames = [];
        for (int step = 0; step < options.MaximumLength && (frames.Count == 0 || frames[^1].Tokens.Any(token => token != end)); step++)
        {
            List<(double Score, int Parent, int Token)> table = [];
            for (int place = 0; place < (step == 0 ? 1 : size); place++)
            {
                float[] logits = TableSession.DrawnLogits(vocabulary, seed, 0, Back(frames, place));
                double logSum = Math.Log(logits.Sum(logit => Math.Exp(logit)));
                double before = step == 0 ? 0 : frames[^1].Scores[place] + (frames[^1].Tokens[place] == end ? -10_000 : 0);
                table.AddRange(logits.Select((logit, token) =>
                    (before + (token == end && step + 1 <= options.MinimumLength ? -10_000 : logit - logSum), place, token)));
            }

            (double Score, int Parent, int Token)[] best = [.. table.OrderByDescending(entry => entry.Score).Take(size)];
            frames.Add(new BeamFrame(
                0,
                step,
                [.. best.Select(entry => entry.Token)],
                [.. best.Select(entry => entry.Score)],
                [.. best.Select(entry => entry.Parent)]));
        }

        List<(int[] Tokens, double Score)> texts = [];
        for (int frame = 0; frame < frames.Count; frame++)
        {
            for (int place = 0; place < size; place++)
            {
                if (frames[frame].Tokens[place] == end || frame == frames.Count - 1)
                {
                    double divisor = Math.Pow((5.0 + frame + 1) / 6, options.LengthPenalty.Exponent);
                    texts.Add((Back(frames[..(frame + 1)], place), frames[frame].Scores[place] / divisor));
                }
            }
        }

        return (frames, [.. texts.OrderByDescending(text => text.Score).Take(options.Count)]);
    }

    private static int[] Back(List<BeamFrame> frames, int place)
    {
        List<int> tokens = [];
        for (int frame = frames.Count - 1; frame >= 0; frame--)
        {
            tokens.Insert(0, frames[frame].Tokens[place]);
            place = frames[frame].Parents[place];
        }

        return [.. tokens];
    }
}
