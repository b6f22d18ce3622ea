using TorchSharp.Modules;

namespace TorchSharp;

public static partial class torch
{
    // Apart from the other factories because the original says nothing of null in their signatures.
    public static partial class nn
    {
        public static GRU GRU(
            long inputSize, long hiddenSize, long numLayers = 1, bool bias = true, bool batchFirst = false, double dropout = 0.0,
            bool bidirectional = false, Device device = null, ScalarType? dtype = null) =>
            new GRU(new RecurrentShape(3, inputSize, hiddenSize, numLayers, bias, batchFirst, dropout, bidirectional))
                .MoveModule<GRU>(device, dtype);

        public static Dropout Dropout(double p = 0.5, bool inplace = false) => new(p, inplace);

        public static ReLU ReLU(bool inplace = false) => new(inplace);

        public static GELU GELU() => new(false);

        public static GELU GELU(bool inplace) => new(inplace);

        public static SiLU SiLU() => new(false);

        public static SiLU SiLU(bool inplace) => new(inplace);

        public static Sigmoid Sigmoid() => new(false);

        public static Sigmoid Sigmoid(bool inplace) => new(inplace);

        public static Tanh Tanh() => new(false);

        public static Tanh Tanh(bool inplace = false) => new(inplace);

        public static Softmax Softmax(long dim) => new(dim);

        public static LogSoftmax LogSoftmax(long dim) => new(dim);

        public static Softplus Softplus(double beta = 1, double threshold = 20) => new(beta, threshold);

        public static GLU GLU(long dim = -1) => new(dim);

        public static Flatten Flatten(long start_dim = 1, long end_dim = -1) => new(start_dim, end_dim);

        public static ModuleList<Module> ModuleList(params Module[] modules) => new(modules);

        public static ModuleList<T> ModuleList<T>(params T[] modules) where T : Module => new(modules);

        public static ModuleDict<Module> ModuleDict(params (string, Module)[] modules) => ModuleDict<Module>(modules);

        public static ModuleDict<T> ModuleDict<T>(params (string, T)[] modules) where T : Module
        {
            ModuleDict<T> dictionary = new();
            foreach ((string, T) item in modules)
            {
                dictionary.Add(item);
            }

            return dictionary;
        }

        public static ParameterDict ParameterDict(params (string, Parameter)[] parameters)
        {
            ParameterDict dictionary = new();
            foreach ((string, Parameter) item in parameters)
            {
                dictionary.Add(item);
            }

            return dictionary;
        }
    }
}
