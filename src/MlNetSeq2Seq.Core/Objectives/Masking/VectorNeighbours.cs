using System.Numerics.Tensors;

namespace MlNetSeq2Seq.Objectives.Masking;

/// <summary>Finds the nearest of dense vectors.</summary>
internal static class VectorNeighbours
{
    /// <summary>Of each word, the words of as many tokens whose vectors have the greatest cosine with its own, if that is positive.</summary>
    internal static int[][] Of(List<int[]> words, List<float[]> vectors, int count)
    {
        foreach (float[] vector in vectors)
        {
            float norm = TensorPrimitives.Norm(vector);
            TensorPrimitives.Divide(vector, norm > 0 ? norm : 1, vector);
        }

        int[][] neighbours = new int[words.Count][];
        foreach (IGrouping<int, int> ofLength in Enumerable.Range(0, words.Count).GroupBy(word => words[word].Length))
        {
            int[] group = [.. ofLength];
            Parallel.ForEach(group, word =>
            {
                BestWords best = new(count);
                foreach (int other in group)
                {
                    if (other != word)
                    {
                        best.Add(other, TensorPrimitives.Dot<float>(vectors[word], vectors[other]));
                    }
                }

                neighbours[word] = best.ToArray();
            });
        }

        return neighbours;
    }
}
