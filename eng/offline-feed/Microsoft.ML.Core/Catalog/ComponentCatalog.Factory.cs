using System;
using System.Reflection;

namespace Microsoft.ML.Runtime
{
    public sealed partial class ComponentCatalog
    {
        /// <summary>The constructor, Create method or Instance property that makes a component.</summary>
        internal sealed class Factory
        {
            private const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic;
            private readonly MethodBase _method;
            private readonly bool _needsEnvironment;

            private Factory(MethodBase method, bool needsEnvironment)
            {
                _method = method;
                _needsEnvironment = needsEnvironment;
            }

            /// <summary>
            /// Finds how to make a component: by the parameters of its signature or, failing that, by an environment and those. If there
            /// is both a constructor and a Create method, the more accessible of them is meant.
            /// </summary>
            public static Factory Find(LoadableClassAttributeBase declared, bool throwOnError)
            {
                Type type = declared.InstanceType;
                if (type == typeof(void))
                {
                    return null; // Nothing is ever made of it.
                }

                if (declared.CtorTypes.Length == 0 && InstanceGetter(declared) is MethodInfo getter)
                {
                    return new Factory(getter, needsEnvironment: false);
                }

                Factory constructor = WithOrWithoutEnvironment(declared, p => type.IsAssignableFrom(declared.LoaderType)
                    ? declared.LoaderType.GetConstructor(BindingFlags.Instance | Any, p)
                    : null);
                Factory create = WithOrWithoutEnvironment(declared, p =>
                    declared.LoaderType.GetMethod("Create", BindingFlags.Static | BindingFlags.DeclaredOnly | Any, p) is { } method
                    && method.ReturnType == type ? method : null);
                if (constructor is not null && create is not null)
                {
                    int difference = AccessOf(constructor._method).CompareTo(AccessOf(create._method));
                    if (difference == 0)
                    {
                        throw Contracts.Except(
                            $"Can't load type {type}, because it has both create and constructor methods with the same visibility. Please "
                            + "indicate which one should be used by changing either the signature or the visibility of one of them.");
                    }

                    return difference > 0 ? constructor : create;
                }

                Factory found = constructor ?? create;
                return found is not null || !throwOnError
                    ? found
                    : throw Contracts.Except($"Can't instantiate loadable class '{type.Name}' with name '{declared.LoadNames[0]}'");
            }

            public object Invoke(IHostEnvironment env, object[] args)
            {
                if (_needsEnvironment)
                {
                    args = [env, .. args];
                }

                try
                {
                    return _method is ConstructorInfo constructor ? constructor.Invoke(args) : _method.Invoke(null, args);
                }
                catch (TargetInvocationException e) when (e.InnerException is not null && e.InnerException.IsMarked())
                {
                    throw Contracts.Except(e, "Error during class instantiation");
                }
            }

            private static Factory WithOrWithoutEnvironment(LoadableClassAttributeBase declared, Func<Type[], MethodBase> find) =>
                find(declared.CtorTypes) is { } plain ? new Factory(plain, needsEnvironment: false)
                : find([typeof(IHostEnvironment), .. declared.CtorTypes]) is { } hosted ? new Factory(hosted, needsEnvironment: true)
                : null;

            private static MethodInfo InstanceGetter(LoadableClassAttributeBase declared)
            {
                PropertyInfo property = declared.LoaderType.GetProperty("Instance", declared.InstanceType);
                MethodInfo getter = property?.DeclaringType == declared.LoaderType ? property.GetGetMethod() : null;
                return getter is { IsStatic: true } ? getter : null;
            }

            private static int AccessOf(MethodBase method) => (method.Attributes & MethodAttributes.MemberAccessMask) switch
            {
                MethodAttributes.FamANDAssem => 0,
                MethodAttributes.Private => 1,
                MethodAttributes.Family => 2,
                MethodAttributes.FamORAssem => 3,
                MethodAttributes.Assembly => 4,
                _ => 5,
            };
        }
    }
}
