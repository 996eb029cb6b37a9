import streamlit as st
st.write("o")
