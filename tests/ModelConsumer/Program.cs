using Microsoft.ML;
using ModelConsumer;

// Loads a model zip and prints, for each text given, the ids as a view and as a prediction engine give them.
if (args is not [string model, .. string[] texts])
{
    Console.Error.WriteLine("ModelConsumer takes the path of a model zip and texts.");
    return 2;
}

var ml = new MLContext(seed: 1);
ITransformer transformer = ml.Model.Load(model, out _);
IDataView view = transformer.Transform(ml.Data.LoadFromEnumerable(texts.Select(t => new Input { Text = t })));
foreach (Output row in ml.Data.CreateEnumerable<Output>(view, reuseRowObject: false))
{
    Console.WriteLine($"{row.Copy}: {string.Join(' ', row.Ids ?? [])}");
}

using PredictionEngine<Input, Output> engine = ml.Model.CreatePredictionEngine<Input, Output>(transformer);
foreach (string text in texts)
{
    Output output = engine.Predict(new Input { Text = text });
    Console.WriteLine($"{output.Copy}: {string.Join(' ', output.Ids ?? [])}");
}

return 0;
