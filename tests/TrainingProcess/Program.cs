using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using MlNetSeq2Seq.Generation;
using TrainingProcess;

// `train FOLDER EPOCHS` trains with checkpoints in FOLDER and prints the hash of the weights at its end;
// `save ZIP` writes two models over one another for ever. Both print lines and are meant to be killed.
switch (args)
{
    case ["train", string folder, string epochs]:
        using (TextGenerationTransformer model = Job.Train(folder, int.Parse(epochs, CultureInfo.InvariantCulture), progress: new StepLines()).LastTransformer)
        {
            Console.WriteLine($"hash {Job.Hash(model.Model)}");
        }

        return 0;

    case ["save", string zip]:
        var ml = new MLContext(seed: 1);
        DataViewSchema schema = ml.Data.LoadFromEnumerable<MlNetSeq2Seq.Text.TextPair>([]).Schema;
        TransformerChain<TextGenerationTransformer>[] models = [Job.Train(null, 1, seed: 1), Job.Train(null, 1, seed: 2)];
        foreach (TransformerChain<TextGenerationTransformer> model in models)
        {
            Console.WriteLine($"hash {Job.Hash(model.LastTransformer.Model)}");
        }

        for (int count = 0; ; count++)
        {
            ml.Seq2Seq().SaveModel(models[count % models.Length].GetModelFor(TransformerScope.Scoring), schema, zip);
            Console.WriteLine($"saved {count}");
        }

    default:
        Console.Error.WriteLine("TrainingProcess takes `train FOLDER EPOCHS` or `save ZIP`.");
        return 2;
}
