using Microsoft.ML.Runtime;
using MlNetSeq2Seq.Models;
using MlNetSeq2Seq.Weights;

namespace MlNetSeq2Seq.Training;

/// <summary>Gives a new network the weights that its training is to begin with.</summary>
internal static class InitialWeights
{
    /// <summary>Loads the weights that the options name; without any they stay random.</summary>
    /// <returns>The hash of what was loaded, where a checkpoint must know it; null for random weights, which the seed tells.</returns>
    public static string? Load(Seq2SeqTrainerOptions options, Seq2SeqModel network, IChannel channel)
    {
        HashSet<string> random = [.. StateDict.Parameters(network).Keys];
        if (options.InitialWeights is { } path)
        {
            IReadOnlyList<string> lacking = PretrainedFolder.LoadWeights(network, path);
            random.IntersectWith(lacking);
            if (lacking.Count > 0)
            {
                channel.Warning($"'{path}' lacks {lacking.Count} tensors, among them '{lacking[0]}'; their training begins with random values.");
            }
        }

        if (options.InitialModel is { } initial)
        {
            CheckVocabulary(options, initial);
            IReadOnlyList<string> lacking = StateDict.Copy(initial.Network, network);
            random.IntersectWith(lacking);
            if (lacking.Count > 0)
            {
                channel.Info($"{lacking.Count} tensors begin random, since the initial model lacks them: {string.Join(", ", lacking)}");
            }
        }

        bool isRandom = options.InitialWeights is null && options.InitialModel is null;
        return isRandom || options.Training.Checkpoints is null ? null : WeightsHash.Of(network, random);
    }

    private static void CheckVocabulary(Seq2SeqTrainerOptions options, LanguageModel initial)
    {
        if (!initial.Tokenizer.Vocabulary.SequenceEqual(options.Vocabulary))
        {
            throw new ArgumentException(
                $"Seq2SeqTrainer cannot begin with a model over another vocabulary: it has {initial.Tokenizer.Vocabulary.Count} tokens, the options have {options.Vocabulary.Count}, and they must be the same.");
        }
    }
}
