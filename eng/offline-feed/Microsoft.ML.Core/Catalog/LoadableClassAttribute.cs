using System;
using System.Linq;
using System.Reflection;
using Microsoft.ML.Runtime;

namespace Microsoft.ML
{
    /// <summary>A component that is made of its arguments alone.</summary>
    internal delegate void SignatureDefault();

    /// <summary>Declares, on an assembly, a class that the catalog can make by name.</summary>
    [AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
    internal sealed class LoadableClassAttribute : LoadableClassAttributeBase
    {
        public LoadableClassAttribute(Type instType, Type argType, Type sigType, string userName, params string[] loadNames)
            : base(null, instType, instType, argType, [sigType], userName, loadNames)
        {
        }

        public LoadableClassAttribute(
            Type instType, Type loaderType, Type argType, Type sigType, string userName, params string[] loadNames)
            : base(null, instType, loaderType, argType, [sigType], userName, loadNames)
        {
        }

        public LoadableClassAttribute(Type instType, Type argType, Type[] sigTypes, string userName, params string[] loadNames)
            : base(null, instType, instType, argType, sigTypes, userName, loadNames)
        {
        }

        public LoadableClassAttribute(
            Type instType, Type loaderType, Type argType, Type[] sigTypes, string userName, params string[] loadNames)
            : base(null, instType, loaderType, argType, sigTypes, userName, loadNames)
        {
        }

        public LoadableClassAttribute(string summary, Type instType, Type argType, Type sigType, string userName, params string[] loadNames)
            : base(summary, instType, instType, argType, [sigType], userName, loadNames)
        {
        }

        public LoadableClassAttribute(
            string summary, Type instType, Type loaderType, Type argType, Type sigType, string userName, params string[] loadNames)
            : base(summary, instType, loaderType, argType, [sigType], userName, loadNames)
        {
        }

        public LoadableClassAttribute(
            string summary, Type instType, Type argType, Type[] sigTypes, string userName, params string[] loadNames)
            : base(summary, instType, instType, argType, sigTypes, userName, loadNames)
        {
        }

        public LoadableClassAttribute(
            string summary, Type instType, Type loaderType, Type argType, Type[] sigTypes, string userName, params string[] loadNames)
            : base(summary, instType, loaderType, argType, sigTypes, userName, loadNames)
        {
        }
    }

    /// <summary>
    /// What is declared: the type that comes out, the type that makes it, the arguments object if there is one, and the signatures:
    /// delegates whose parameters are those of the constructor or Create method.
    /// </summary>
    internal abstract class LoadableClassAttributeBase : Attribute
    {
        protected LoadableClassAttributeBase(
            string summary, Type instType, Type loaderType, Type argType, Type[] sigTypes, string userName, params string[] loadNames)
        {
            Contracts.CheckValue(instType, nameof(instType));
            Contracts.CheckValue(loaderType, nameof(loaderType));
            Contracts.CheckNonEmpty(sigTypes, nameof(sigTypes));
            LoadNames = loadNames is null or [] ? [userName] : loadNames;
            Contracts.CheckParam(!LoadNames.Any(string.IsNullOrWhiteSpace), nameof(loadNames),
                "LoadableClass loadName parameter can't be empty");

            Type[] parameters = ParametersOf(sigTypes[0]);
            Contracts.CheckParam(sigTypes.Skip(1).All(s => ParametersOf(s).SequenceEqual(parameters)), nameof(sigTypes),
                "LoadableClass signatures must have the same set of parameters");

            Summary = summary;
            InstanceType = instType;
            LoaderType = loaderType;
            ArgType = argType;
            SigTypes = sigTypes;
            CtorTypes = argType is null ? parameters : [argType, .. parameters];
            UserName = userName;
        }

        public Type InstanceType { get; }

        public Type LoaderType { get; }

        public Type ArgType { get; }

        public Type[] SigTypes { get; }

        public Type[] CtorTypes { get; }

        public string Summary { get; }

        public string UserName { get; }

        public string[] LoadNames { get; }

        public string DocName { get; set; }

        private static Type[] ParametersOf(Type signature)
        {
            Contracts.CheckValue(signature, "sigTypes");
            Contracts.CheckParam(signature.BaseType == typeof(MulticastDelegate), "sigTypes",
                "LoadableClass signature type must be a delegate type");
            MethodInfo invoke = signature.GetMethod("Invoke");
            Contracts.CheckParam(invoke.ReturnType == typeof(void), "sigTypes",
                "LoadableClass signature type must be a delegate type with void return");
            ParameterInfo[] parameters = invoke.GetParameters();
            Contracts.Check(!parameters.Any(p => p.IsOut || p.IsRetval), "Invalid signature parameter attributes");
            return parameters.Select(p => p.ParameterType).ToArray();
        }
    }

    /// <summary>Base of attributes on classes that a model needs by the name of a contract.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public abstract class ExtensionBaseAttribute : Attribute
    {
        private protected ExtensionBaseAttribute(string contractName) => ContractName = contractName;

        public string ContractName { get; }
    }
}
